"""Trains the lectures' MLP with PyTorch: rows gathered by index from a float32 tensor, an eager loop.

The argument and the result are those of protocol.mjs.
"""

import json
import pathlib
import re
import resource
import sys
import time

import torch
from torch import nn

SIDE = 28
PIXELS = SIDE * SIDE


def read_set(folder: str, name: str, rows: int | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    """Images [rows, 28, 28] as float32 within 0..1, and labels [rows] as int64."""
    images = bytearray((pathlib.Path(folder) / f"{name}-images.bin").read_bytes())
    labels = bytearray((pathlib.Path(folder) / f"{name}-labels.bin").read_bytes())
    rows = len(labels) if rows is None else rows
    x = torch.frombuffer(images, dtype=torch.uint8)[: rows * PIXELS].reshape(rows, SIDE, SIDE)
    y = torch.frombuffer(labels, dtype=torch.uint8)[:rows]
    return x.float().div_(255), y.long()


def peak_memory_bytes() -> int:
    """The most memory that this process has held so far."""
    try:
        found = re.search(r"VmHWM:\s*(\d+) kB", pathlib.Path("/proc/self/status").read_text())
        return int(found[1]) * 1024
    except (OSError, TypeError):
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return kilobytes if sys.platform == "darwin" else kilobytes * 1024


def build_model() -> nn.Sequential:
    """784-300-100-10 with Keras's initial weights. The softmax is inside the loss, as is usual in PyTorch."""
    model = nn.Sequential(
        nn.Flatten(), nn.Linear(PIXELS, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU(), nn.Linear(100, 10)
    )
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    return model


def main() -> None:
    given = json.loads(sys.argv[1])
    batch = given["batch"]
    torch.set_num_threads(given["threads"])
    torch.manual_seed(1)
    model = build_model()
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

    def step(x: torch.Tensor, y: torch.Tensor) -> None:
        optimizer.zero_grad()
        loss_function(model(x), y).backward()
        optimizer.step()

    if given.get("firstStep"):
        step(torch.rand(batch, SIDE, SIDE), torch.arange(batch) % 10)
        print("first step done", flush=True)
        return

    rows = given["rows"]
    images, labels = read_set(given["data"], "training", rows)
    epoch_seconds = []
    for _ in range(given["epochs"]):
        start = time.perf_counter()
        order = torch.randperm(rows)
        for first in range(0, rows, batch):
            chosen = order[first : first + batch]
            step(images[chosen], labels[chosen])
        epoch_seconds.append(time.perf_counter() - start)
    peak = peak_memory_bytes()

    held_images, held_labels = read_set(given["data"], "held-out")
    with torch.no_grad():
        logits = model(held_images)
        accuracy = (logits.argmax(1) == held_labels).float().mean().item()
        loss = loss_function(logits, held_labels).item()
    result = {
        "epochSeconds": epoch_seconds,
        "accuracy": accuracy,
        "loss": loss,
        "peakMemoryBytes": peak,
        "threads": torch.get_num_threads(),
    }
    print(json.dumps(result), flush=True)


main()
