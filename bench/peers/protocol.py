"""What all of Python's contenders share: the request, the data, the clock and the answer of ../peer.ts."""

import json
import os
import resource
import sys
from time import perf_counter

request = json.loads(sys.argv[1])
threads, batch, rows = request["threads"], request["batch"], request["rows"]
steps = -(-rows // batch)

os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(threads)
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# The libraries that do not ask how many threads are wanted see as many processors.
if hasattr(os, "sched_setaffinity"):
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, allowed[:threads])

import numpy  # noqa: E402

# Of a sample, and what it is to become: so many classes.
input_shapes = {
    "cnn": (28, 28, 1),
    "lenet": (32, 32, 1),
    "lstm": (100, 64),
    "transformer": (128, 128),
    "resnet50": (224, 224, 3),
    "mobilenetv2": (224, 224, 3),
}


def is_of_images():
    return request["model"] in ("mlp", "autoencoder")


def classes():
    return 1000 if request["model"] in ("resnet50", "mobilenetv2") else 10


def images():
    """((x, y), (x, y) held out): Fashion-MNIST as rows from 0 to 1, and the classes, or the rows themselves."""
    pixels = numpy.fromfile(request["images"], dtype=numpy.uint8).reshape(60_000, 784)
    labels = numpy.fromfile(request["labels"], dtype=numpy.uint8).astype(numpy.int32)

    def part(first, count):
        x = pixels[first : first + count].astype(numpy.float32) / 255
        return x, x if request["model"] == "autoencoder" else labels[first : first + count]

    return part(5000, rows), part(0, 5000)


def made_up(count):
    """(x, y): even numbers from 0 to 1, and classes in turn."""
    generator = numpy.random.default_rng(0)
    x = generator.random((count, *input_shapes[request["model"]]), dtype=numpy.float32)
    return x, numpy.arange(count, dtype=numpy.int32) % classes()


def first_step_data():
    x = (numpy.arange(batch * 784) * 31 % 256).astype(numpy.float32).reshape(batch, 784) / 255
    return x, numpy.arange(batch, dtype=numpy.int32) % 10


def turn():
    """Says that the next thing to do will be measured, and waits until it may: contenders take turns."""
    print("turn", flush=True)
    sys.stdin.readline()


def repeat(epoch, count=steps):
    """Seconds a step in each epoch on the clock, after one that warms up; for as long as is asked."""
    seconds = request["seconds"]
    if seconds > 0:
        epoch()
    taken = []
    while not taken or sum(taken) < seconds:
        turn()
        start = perf_counter()
        epoch()
        taken.append(perf_counter() - start)
    return [time / count for time in taken]


def say_first_step_done():
    print("first step done", flush=True)


def answer(version, step_seconds, peak, loss=None, accuracy=None):
    result = {"version": version, "stepSeconds": step_seconds, "peakMemoryBytes": peak}
    if loss is not None:
        result["loss"] = float(loss)
    if accuracy is not None:
        result["accuracy"] = float(accuracy)
    print(json.dumps(result), flush=True)


def cannot(reason):
    print(json.dumps({"cannot": reason}), flush=True)
    sys.exit(0)


def peak_memory_bytes():
    """From /proc where that is: the system call's number starts with what the parent held when it forked."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
