"""PyTorch's side of the MLP bench: eager, float32 rows in memory, batches by index. Speaks the protocol of ../peer.ts."""

import json
import math
import os
import resource
import sys
from time import perf_counter

request = json.loads(sys.argv[1])
os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(request["threads"])

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn.functional import cross_entropy  # noqa: E402

torch.set_num_threads(request["threads"])
torch.manual_seed(0)

model = nn.Sequential(
    nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU(), nn.Linear(100, 10)
)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)


def step(images, labels):
    loss = cross_entropy(model(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def take_first_step():
    batch = request["batch"]
    images = (torch.arange(batch * 784) * 31 % 256).float().div_(255).reshape(batch, 784)
    step(images, torch.arange(batch) % 10)
    print("first step done", flush=True)


def train():
    batch, rows, warmup = request["batch"], request["rows"], request["warmup"]
    images = torch.from_file(request["images"], size=60_000 * 784, dtype=torch.uint8)
    labels = torch.from_file(request["labels"], size=60_000, dtype=torch.uint8)
    images = images.reshape(60_000, 784)

    x = images[5000 : 5000 + rows].float().div_(255)
    y = labels[5000 : 5000 + rows].long()
    epoch_seconds = []
    for _ in range(warmup + request["epochs"]):
        start = perf_counter()
        for index in torch.randperm(rows).split(batch):
            step(x[index], y[index])
        epoch_seconds.append(perf_counter() - start)
    timed = epoch_seconds[warmup:]
    peak = peak_memory_bytes()

    with torch.no_grad():
        scores = model(images[:5000].float().div_(255))
        held_out = labels[:5000].long()
        result = {
            "version": f"PyTorch {torch.__version__}",
            "epochSeconds": timed,
            "stepMicroseconds": min(timed) / math.ceil(rows / batch) * 1e6,
            "accuracy": (scores.argmax(1) == held_out).float().mean().item(),
            "loss": cross_entropy(scores, held_out).item(),
            "peakMemoryBytes": peak,
        }
    print(json.dumps(result), flush=True)


def peak_memory_bytes():
    """From /proc where that is: the system call's number starts with what the parent held when it forked."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    except OSError:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if request["mode"] == "cold":
    take_first_step()
else:
    train()
