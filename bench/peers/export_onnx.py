"""Writes a network of pytorch_models.py, with softmax, for ONNX Runtime: export_onnx.py <model> <file>."""

import sys

import torch
from torch import nn

from pytorch_models import from_keras_layout, models

name, file = sys.argv[1:]
side, channels = {"cnn": (28, 1), "resnet50": (224, 3), "mobilenetv2": (224, 3)}[name]
torch.manual_seed(0)
model = nn.Sequential(models[name](), nn.Softmax(1)).eval()
example = from_keras_layout(torch.rand(2, side, side, channels))
torch.onnx.export(
    model,
    (example,),
    file,
    input_names=["x"],
    output_names=["y"],
    dynamic_axes={"x": {0: "n"}, "y": {0: "n"}},
    dynamo=False,
)
