"""PyTorch's side of the bench: eager, compiled, or channels last; rows in memory, batches by index."""

from protocol import (
    answer,
    batch,
    first_step_data,
    images,
    is_of_images,
    made_up,
    peak_memory_bytes,
    repeat,
    request,
    rows,
    say_first_step_done,
    threads,
)

import torch
from torch.nn import functional as F

from pytorch_models import from_keras_layout, models

torch.set_num_threads(threads)
torch.manual_seed(0)

variant, name = request["variant"], request["model"]
model = models[name]()
if variant == "channels-last":
    model = model.to(memory_format=torch.channels_last)
adam = name in ("lstm", "transformer")
make = torch.optim.Adam if adam else torch.optim.SGD
# One loop in C++ over all weights, which takes fewer calls; results are the same.
optimizer = make(model.parameters(), lr=0.001 if adam else 0.01, fused=True)
loss_of = F.binary_cross_entropy_with_logits if name == "autoencoder" else F.cross_entropy
called = torch.compile(model) if variant == "compile" else model


def inputs_of(array):
    x = from_keras_layout(torch.from_numpy(array))
    return x.to(memory_format=torch.channels_last) if variant == "channels-last" else x


def targets_of(array):
    y = torch.from_numpy(array)
    return y if name == "autoencoder" else y.long()


def step(x, y):
    loss = loss_of(called(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


def train():
    (data, targets), held_out = images() if is_of_images() else (made_up(rows), None)
    x, y = inputs_of(data), targets_of(targets)
    last = None

    def epoch():
        nonlocal last
        if rows == batch:
            last = step(x, y)
            return
        for index in torch.randperm(rows).split(batch):
            last = step(x[index], y[index])

    step_seconds = repeat(epoch)
    peak = peak_memory_bytes()
    if held_out is None:
        return step_seconds, peak, last.item(), None
    model.eval()
    with torch.no_grad():
        scores, y = model(torch.from_numpy(held_out[0])), targets_of(held_out[1])
        accuracy = (scores.argmax(1) == y).float().mean().item() if name == "mlp" else None
        return step_seconds, peak, loss_of(scores, y).item(), accuracy


def predict():
    model.eval()
    x = inputs_of(made_up(batch)[0])

    def epoch():
        with torch.inference_mode():
            for _ in range(rows // batch):
                torch.softmax(called(x), 1)

    return repeat(epoch), peak_memory_bytes(), None, None


if request["mode"] == "cold":
    x, y = first_step_data()
    step(torch.from_numpy(x), targets_of(y))
    say_first_step_done()
else:
    step_seconds, peak, loss, accuracy = train() if request["task"] == "train" else predict()
    answer(f"PyTorch {torch.__version__}", step_seconds, peak, loss, accuracy)
