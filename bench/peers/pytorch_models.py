"""The bench's networks in PyTorch, as Keras has them; images are [n, c, h, w]. All give logits, but the autoencoder."""

from torch import nn
from torch.nn import functional as F


def mlp():
    return nn.Sequential(
        nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU(), nn.Linear(100, 10)
    )


def autoencoder():
    """Gives logits, too: binary_cross_entropy_with_logits is the faster idiom."""
    return nn.Sequential(
        nn.Linear(784, 100),
        nn.SELU(),
        nn.Linear(100, 30),
        nn.SELU(),
        nn.Linear(30, 100),
        nn.SELU(),
        nn.Linear(100, 784),
    )


def cnn():
    def conv(inputs, filters, kernel=3):
        return [nn.Conv2d(inputs, filters, kernel, padding="same"), nn.ReLU()]

    return nn.Sequential(
        *conv(1, 64, 7),
        nn.MaxPool2d(2),
        *conv(64, 128),
        *conv(128, 128),
        nn.MaxPool2d(2),
        *conv(128, 256),
        *conv(256, 256),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(2304, 128),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(128, 64),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(64, 10),
    )


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120),
        nn.ReLU(),
        nn.Linear(120, 84),
        nn.ReLU(),
        nn.Linear(84, 10),
    )


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(64, 128, batch_first=True)
        self.head = nn.Linear(128, 10)

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1])


class Block(nn.Module):
    """norm(x + attention(x)), then norm(x + feedForward(x))."""

    def __init__(self, width=128, heads=4, inner=512):
        super().__init__()
        self.heads = heads
        self.inputs = nn.Linear(width, 3 * width)
        self.outputs = nn.Linear(width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.feed_forward = nn.Sequential(
            nn.Linear(width, inner), nn.ReLU(), nn.Linear(inner, width)
        )

    def forward(self, x):
        n, sequence, width = x.shape
        parts = self.inputs(x).view(n, sequence, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(query, key, value)
        x = self.norm1(x + self.outputs(seen.transpose(1, 2).reshape(n, sequence, width)))
        return self.norm2(x + self.feed_forward(x))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.Sequential(Block(), Block())
        self.head = nn.Linear(128, 10)

    def forward(self, x):
        return self.head(self.blocks(x).mean(1))


def normalised(inputs, filters, kernel, stride=1, groups=1, bias=True):
    padding = (kernel - 1) // 2
    return [
        nn.Conv2d(inputs, filters, kernel, stride, padding, groups=groups, bias=bias),
        nn.BatchNorm2d(filters),
    ]


class Bottleneck(nn.Module):
    """Version 1, as Keras has it: the stride is in the first 1x1 convolution."""

    def __init__(self, inputs, filters, stride, project):
        super().__init__()
        self.residual = nn.Sequential(
            *normalised(inputs, filters, 1, stride),
            nn.ReLU(),
            *normalised(filters, filters, 3),
            nn.ReLU(),
            *normalised(filters, 4 * filters, 1),
        )
        self.shortcut = nn.Identity()
        if project:
            self.shortcut = nn.Sequential(*normalised(inputs, 4 * filters, 1, stride))

    def forward(self, x):
        return F.relu(self.shortcut(x) + self.residual(x))


def resnet50():
    stem = [*normalised(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    blocks, channels = [], 64
    for filters, count, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        for block in range(count):
            first = block == 0
            blocks.append(Bottleneck(channels, filters, stride if first else 1, first))
            channels = 4 * filters
    return nn.Sequential(
        *stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000)
    )


class InvertedResidual(nn.Module):
    def __init__(self, inputs, filters, stride, expansion):
        super().__init__()
        self.adds = stride == 1 and inputs == filters
        inner = inputs * expansion
        expand = [*normalised(inputs, inner, 1, bias=False), nn.ReLU6()] if expansion > 1 else []
        self.body = nn.Sequential(
            *expand,
            *normalised(inner, inner, 3, stride, groups=inner, bias=False),
            nn.ReLU6(),
            *normalised(inner, filters, 1, bias=False),
        )

    def forward(self, x):
        return x + self.body(x) if self.adds else self.body(x)


def mobilenetv2():
    layers = [*normalised(3, 32, 3, 2, bias=False), nn.ReLU6(), InvertedResidual(32, 16, 1, 1)]
    channels = 16
    for filters, count, stride in (
        (24, 2, 2),
        (32, 3, 2),
        (64, 4, 2),
        (96, 3, 1),
        (160, 3, 2),
        (320, 1, 1),
    ):
        for block in range(count):
            layers.append(InvertedResidual(channels, filters, stride if block == 0 else 1, 6))
            channels = filters
    layers += [*normalised(320, 1280, 1, bias=False), nn.ReLU6()]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(1280, 1000))


models = {
    "mlp": mlp,
    "autoencoder": autoencoder,
    "cnn": cnn,
    "lenet": lenet,
    "lstm": Lstm,
    "transformer": Transformer,
    "resnet50": resnet50,
    "mobilenetv2": mobilenetv2,
}


def from_keras_layout(x):
    """[n, h, w, c] -> [n, c, h, w]; others stay as they are."""
    return x.permute(0, 3, 1, 2).contiguous() if x.ndim == 4 else x
