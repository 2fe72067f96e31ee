import { describe, expect, it } from "vitest";
import { allocate, type DType } from "../base/dtype.ts";
import { sizeOf, type Shape } from "../base/shape.ts";
import { formatTensor } from "./format.ts";

/** Long data by the formula that made it. */
const formulas = {
  mod7: (i: number) => i % 7,
  m: (i: number) => (i * 37) % 1009,
  m64: (i: number) => ((i * 37) % 1009) / 64,
  m8: (i: number) => ((i * 37) % 1009) & 255,
  m2: (i: number) => (i * 37) % 2,
};

interface Case {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
  readonly data: readonly (number | boolean | "nan" | "inf" | "-inf")[] | keyof typeof formulas;
  /** What NumPy 2.4's `str` gives. */
  readonly text: string;
}

// prettier-ignore
const cases: readonly Case[] = [
  { name: "whole floats", shape: [3], dtype: "float32", data: [1.0, 2.0, 3.0], text: "[1. 2. 3.]" },
  { name: "aligned columns", shape: [2, 2], dtype: "float32", data: [0.10000000149011612, -0.25, 100.0, 3.141590118408203], text: "[[  0.1      -0.25   ]\n [100.        3.14159]]" },
  { name: "shortest digits", shape: [4], dtype: "float32", data: [0.10000000149011612, 0.20000000298023224, 0.30000001192092896, 0.3333333432674408], text: "[0.1        0.2        0.3        0.33333334]" },
  { name: "a small one brings the exponent", shape: [2], dtype: "float32", data: [9.999999747378752e-06, 1.2345000505447388], text: "[1.0000e-05 1.2345e+00]" },
  { name: "a large one brings the exponent", shape: [2], dtype: "float32", data: [1234567.0, 1.5], text: "[1.234567e+06 1.500000e+00]" },
  { name: "six digits", shape: [2], dtype: "float32", data: [123456.0, 999.0], text: "[123456.    999.]" },
  { name: "million", shape: [2], dtype: "float32", data: [999999.0, 1000000.0], text: "[9.99999e+05 1.00000e+06]" },
  { name: "nan and inf", shape: [3], dtype: "float32", data: ["nan", 1.5, "inf"], text: "[nan 1.5 inf]" },
  { name: "minus inf", shape: [2], dtype: "float32", data: ["-inf", 1.0], text: "[-inf   1.]" },
  { name: "nothing finite", shape: [2], dtype: "float32", data: ["nan", "inf"], text: "[nan inf]" },
  { name: "nothing finite, minus", shape: [2], dtype: "float32", data: ["-inf", "nan"], text: "[-inf  nan]" },
  { name: "exponent with inf", shape: [3], dtype: "float32", data: [1.000000013351432e-10, "nan", "-inf"], text: "[1.e-10    nan   -inf]" },
  { name: "minus zero", shape: [3], dtype: "float32", data: [-0.0, 0.0, 2.0], text: "[-0.  0.  2.]" },
  { name: "halves to even", shape: [2], dtype: "float32", data: [0.001953125, 0.005859375], text: "[0.00195312 0.00585938]" },
  { name: "ratio of 1000", shape: [2], dtype: "float32", data: [1.0, 1000.0], text: "[   1. 1000.]" },
  { name: "ratio above 1000", shape: [2], dtype: "float32", data: [1.0, 1001.0], text: "[1.000e+00 1.001e+03]" },
  { name: "extremes", shape: [2], dtype: "float32", data: [3.0000000054977558e+38, 9.999999350456404e-39], text: "[3.e+38 1.e-38]" },
  { name: "nine digits", shape: [2], dtype: "float32", data: [1.0000001192092896, 0.9999999403953552], text: "[1.0000001  0.99999994]" },
  { name: "float64", shape: [2], dtype: "float64", data: [0.9999999999, 0.3333333333333333], text: "[1.         0.33333333]" },
  { name: "float64 exponents of three digits", shape: [2], dtype: "float64", data: [1e-300, 1e+300], text: "[1.e-300 1.e+300]" },
  { name: "float64 large", shape: [2], dtype: "float64", data: [123456789.123, 0.5], text: "[1.23456789e+08 5.00000000e-01]" },
  { name: "float64 positional", shape: [1], dtype: "float64", data: [99999999.5], text: "[99999999.5]" },
  { name: "ints", shape: [3, 4], dtype: "int32", data: [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6], text: "[[-5 -4 -3 -2]\n [-1  0  1  2]\n [ 3  4  5  6]]" },
  { name: "rank 3", shape: [2, 3, 4], dtype: "int32", data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23], text: "[[[ 0  1  2  3]\n  [ 4  5  6  7]\n  [ 8  9 10 11]]\n\n [[12 13 14 15]\n  [16 17 18 19]\n  [20 21 22 23]]]" },
  { name: "rank 4", shape: [2, 2, 2, 2], dtype: "int32", data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], text: "[[[[ 0  1]\n   [ 2  3]]\n\n  [[ 4  5]\n   [ 6  7]]]\n\n\n [[[ 8  9]\n   [10 11]]\n\n  [[12 13]\n   [14 15]]]]" },
  { name: "uint8", shape: [3], dtype: "uint8", data: [0, 255, 7], text: "[  0 255   7]" },
  { name: "uint32", shape: [2], dtype: "uint32", data: [4294967295, 1], text: "[4294967295          1]" },
  { name: "bool", shape: [2, 2], dtype: "bool", data: [true, false, false, false], text: "[[ True False]\n [False False]]" },
  { name: "all true", shape: [2], dtype: "bool", data: [true, true], text: "[ True  True]" },
  { name: "scalar 1.5", shape: [], dtype: "float32", data: [1.5], text: "1.5" },
  { name: "scalar 0.1", shape: [], dtype: "float32", data: [0.10000000149011612], text: "0.1" },
  { name: "scalar 1e-05", shape: [], dtype: "float32", data: [9.999999747378752e-06], text: "1e-05" },
  { name: "scalar 3e-05", shape: [], dtype: "float32", data: [2.9999999242136255e-05], text: "3e-05" },
  { name: "scalar 1e+16", shape: [], dtype: "float32", data: [1.0000000272564224e+16], text: "1e+16" },
  { name: "scalar 1.5e+20", shape: [], dtype: "float32", data: [1.500000030061316e+20], text: "1.5e+20" },
  { name: "scalar 3.4e+38", shape: [], dtype: "float32", data: [3.3999999521443642e+38], text: "3.4e+38" },
  { name: "scalar 100.0", shape: [], dtype: "float32", data: [100.0], text: "100.0" },
  { name: "scalar 16777216.0", shape: [], dtype: "float32", data: [16777216.0], text: "1.6777216e+07" },
  { name: "scalar -0.0", shape: [], dtype: "float32", data: [-0.0], text: "-0.0" },
  { name: "scalar 0.0", shape: [], dtype: "float32", data: [0.0], text: "0.0" },
  { name: "scalar nan", shape: [], dtype: "float32", data: ["nan"], text: "nan" },
  { name: "scalar inf", shape: [], dtype: "float32", data: ["inf"], text: "inf" },
  { name: "scalar -inf", shape: [], dtype: "float32", data: ["-inf"], text: "-inf" },
  { name: "scalar 0.0001", shape: [], dtype: "float32", data: [9.999999747378752e-05], text: "1e-04" },
  { name: "scalar 123456.789", shape: [], dtype: "float32", data: [123456.7890625], text: "123456.79" },
  { name: "float64 scalar 0.1", shape: [], dtype: "float64", data: [0.1], text: "0.1" },
  { name: "float64 scalar 1e+16", shape: [], dtype: "float64", data: [1e+16], text: "1e+16" },
  { name: "float64 scalar 1e-300", shape: [], dtype: "float64", data: [1e-300], text: "1e-300" },
  { name: "float64 scalar 0.3333333333333333", shape: [], dtype: "float64", data: [0.3333333333333333], text: "0.3333333333333333" },
  { name: "scalar int", shape: [], dtype: "int32", data: [5], text: "5" },
  { name: "scalar bool", shape: [], dtype: "bool", data: [true], text: "True" },
  { name: "empty", shape: [0, 3], dtype: "float32", data: [], text: "[]" },
  { name: "empty rows", shape: [2, 0], dtype: "int32", data: [], text: "[]" },
  { name: "wrapped lines", shape: [30], dtype: "float32", data: [0.0, 0.03448275849223137, 0.06896551698446274, 0.1034482792019844, 0.13793103396892548, 0.17241379618644714, 0.2068965584039688, 0.24137930572032928, 0.27586206793785095, 0.3103448152542114, 0.3448275923728943, 0.37931033968925476, 0.4137931168079376, 0.4482758641242981, 0.48275861144065857, 0.517241358757019, 0.5517241358757019, 0.5862069129943848, 0.6206896305084229, 0.6551724076271057, 0.6896551847457886, 0.7241379022598267, 0.7586206793785095, 0.7931034564971924, 0.8275862336158752, 0.8620689511299133, 0.8965517282485962, 0.931034505367279, 0.9655172228813171, 1.0], text: "[0.         0.03448276 0.06896552 0.10344828 0.13793103 0.1724138\n 0.20689656 0.2413793  0.27586207 0.31034482 0.3448276  0.37931034\n 0.41379312 0.44827586 0.4827586  0.51724136 0.55172414 0.5862069\n 0.62068963 0.6551724  0.6896552  0.7241379  0.7586207  0.79310346\n 0.82758623 0.86206895 0.8965517  0.9310345  0.9655172  1.        ]" },
  { name: "wrapped rows", shape: [3, 9], dtype: "float32", data: [0.1257302165031433, -0.13210485875606537, 0.6404226422309875, 0.10490011423826218, -0.5356693863868713, 0.3615950644016266, 1.3040000200271606, 0.9470809698104858, -0.7037352323532104, -1.2654215097427368, -0.6232744455337524, 0.04132597893476486, -2.32503080368042, -0.218791663646698, -1.2459110021591187, -0.7322673797607422, -0.5442590117454529, -0.3163001537322998, 0.4116305410861969, 1.042513370513916, -0.12853465974330902, 1.3664634227752686, -0.6651946902275085, 0.35151007771492004, 0.9034701585769653, 0.0940122976899147, -0.7434992790222168], text: "[[ 0.12573022 -0.13210486  0.64042264  0.10490011 -0.5356694   0.36159506\n   1.304       0.94708097 -0.70373523]\n [-1.2654215  -0.62327445  0.04132598 -2.3250308  -0.21879166 -1.245911\n  -0.7322674  -0.544259   -0.31630015]\n [ 0.41163054  1.0425134  -0.12853466  1.3664634  -0.6651947   0.35151008\n   0.90347016  0.0940123  -0.7434993 ]]" },
  { name: "wrapped ints", shape: [100], dtype: "int32", data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99], text: "[ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23\n 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47\n 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71\n 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95\n 96 97 98 99]" },
  { name: "summary of a vector", shape: [1001], dtype: "int32", data: "mod7", text: "[0 1 2 ... 4 5 6]" },
  { name: "thousand are shown", shape: [1000], dtype: "int32", data: "mod7", text: "[0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1\n 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3\n 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5\n 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0\n 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2\n 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4\n 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6\n 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1\n 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3\n 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5\n 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0\n 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2\n 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4\n 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6\n 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1\n 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3\n 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5\n 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0\n 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2\n 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4\n 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6\n 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1\n 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3\n 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5\n 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0\n 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2\n 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4 5 6 0 1 2 3 4\n 5]" },
  { name: "summary of a matrix", shape: [40, 50], dtype: "int32", data: "m", text: "[[  0  37  74 ... 730 767 804]\n [841 878 915 ... 562 599 636]\n [673 710 747 ... 394 431 468]\n ...\n [847 884 921 ... 568 605 642]\n [679 716 753 ... 400 437 474]\n [511 548 585 ... 232 269 306]]" },
  { name: "summary of long columns", shape: [400, 5], dtype: "float32", data: "m64", text: "[[ 0.        0.578125  1.15625   1.734375  2.3125  ]\n [ 2.890625  3.46875   4.046875  4.625     5.203125]\n [ 5.78125   6.359375  6.9375    7.515625  8.09375 ]\n ...\n [12.453125 13.03125  13.609375 14.1875   14.765625]\n [15.34375   0.15625   0.734375  1.3125    1.890625]\n [ 2.46875   3.046875  3.625     4.203125  4.78125 ]]" },
  { name: "summary of wide rows", shape: [4, 300], dtype: "float32", data: "m64", text: "[[ 0.        0.578125  1.15625  ... 14.046875 14.625    15.203125]\n [ 0.015625  0.59375   1.171875 ... 14.0625   14.640625 15.21875 ]\n [ 0.03125   0.609375  1.1875   ... 14.078125 14.65625  15.234375]\n [ 0.046875  0.625     1.203125 ... 14.09375  14.671875 15.25    ]]" },
  { name: "summary of rank 3", shape: [8, 16, 16], dtype: "uint8", data: "m8", text: "[[[  0  37  74 ... 225   6  43]\n  [ 80 117 154 ...  64 101 138]\n  [175 212 249 ... 144 181 218]\n  ...\n  [121 158 195 ... 105 142 179]\n  [216 253  34 ... 185 222   3]\n  [ 40  77 114 ...  24  61  98]]\n\n [[135 172 209 ... 104 141 178]\n  [215  11  48 ... 199 236  17]\n  [ 54  91 128 ...  38  75 112]\n  ...\n  [ 15  52  89 ... 240  21  58]\n  [ 95 132 169 ...  79 116 153]\n  [190 227   8 ... 159 196 233]]\n\n [[ 14  51  88 ... 254  35  72]\n  [109 146 183 ...  78 115 152]\n  [189 226  22 ... 173 210 247]\n  ...\n  [150 187 224 ... 119 156 193]\n  [230  26  63 ... 214 251  32]\n  [ 69 106 143 ...  53  90 127]]\n\n ...\n\n [[178 215  11 ... 162 199 236]\n  [ 17  54  91 ...   1  38  75]\n  [112 149 186 ...  81 118 155]\n  ...\n  [ 58  95 132 ...  42  79 116]\n  [153 190 227 ... 122 159 196]\n  [233  14  51 ... 217 254  35]]\n\n [[ 72 109 146 ...  41  78 115]\n  [152 189 226 ... 136 173 210]\n  [247  28  65 ... 216  12  49]\n  ...\n  [193 230  26 ... 177 214 251]\n  [ 32  69 106 ...  16  53  90]\n  [127 164 201 ...  96 133 170]]\n\n [[207 244  25 ... 191 228   9]\n  [ 46  83 120 ...  15  52  89]\n  [126 163 200 ... 110 147 184]\n  ...\n  [ 87 124 161 ...  56  93 130]\n  [167 204   0 ... 151 188 225]\n  [  6  43  80 ... 231  27  64]]]" },
  { name: "summary of bools", shape: [7, 147], dtype: "bool", data: "m2", text: "[[False  True False ... False  True False]\n [ True False  True ...  True False  True]\n [False  True False ... False  True False]\n ...\n [False  True False ... False  True False]\n [ True False  True ...  True False  True]\n [False  True False ... False  True False]]" },
];

const special: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity };

describe("formatTensor prints as NumPy", () => {
  it.each(cases)("$name", ({ shape, dtype, data, text }) => {
    const elements = allocate(dtype, sizeOf(shape));
    for (let i = 0; i < elements.length; i++) {
      const x = typeof data === "string" ? formulas[data](i) : data[i]!;
      elements[i] = typeof x === "string" ? special[x]! : Number(x);
    }
    expect(formatTensor({ shape, dtype, data: elements })).toBe(text);
  });
});
