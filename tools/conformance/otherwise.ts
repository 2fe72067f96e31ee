/** Rows of Keras's interface by hand: "section: row" and what is said of it. */
type Said = Readonly<Record<string, string>>;

function inSection(section: string, rows: Said): Said {
  return Object.fromEntries(
    Object.entries(rows).map(([row, said]) => [`${section}: ${row}`, said]),
  );
}

const python = "Wraps a module of another Python framework.";
const build = "Model, Layer, training loop (methods and arguments)";

/** Rows that have no meaning here, and why. */
export const notApplicable: Said = {
  ...inSection("keras.layers", {
    TFSMLayer: "Runs a TensorFlow SavedModel, which needs TensorFlow.",
    FlaxLayer: python,
    JaxLayer: python,
    TorchModuleWrapper: python,
    TernaryDense: "Not in Keras 3.15.1, which the goldens are made with.",
  }),
  ...inSection("keras.ops: core and math", { gammainc: "Not in Keras 3.15.1." }),
  ...inSection("keras.ops: numpy-like", { column_stack: "Not in Keras 3.15.1." }),
  ...inSection("keras.ops: linalg", { matrix_power: "Not in Keras 3.15.1." }),
  ...inSection("keras.ops.image", { reconstruct_patches: "Not in Keras 3.15.1." }),
  ...inSection("keras.callbacks", {
    OrbaxCheckpoint: "Orbax is a library of JAX.",
    CallbackList: "Keras's own list of callbacks; `fit` takes a plain one.",
    ProgbarLogger: "Keras's progress bar as a callback; here `fit({ verbose })` draws it.",
  }),
  ...inSection("keras.optimizers", {
    OptimizerMap: "Not in Keras 3.15.1; `multiOptimizer` gives layers optimizers of their own.",
  }),
  ...inSection("keras.metrics", {
    "(17 loss functions re-exported as metrics)":
      'Any loss\'s name is a metric too: `metrics: ["mse"]`.',
  }),
  ...inSection("keras.config", {
    disable_flash_attention: "Kernels are the engines' business.",
    enable_flash_attention: "Kernels are the engines' business.",
    is_flash_attention_enabled: "Kernels are the engines' business.",
    is_nnx_enabled: "NNX is JAX's.",
    enable_unsafe_deserialization: "Nothing that is loaded is run.",
    disable_traceback_filtering: "Traces of errors are not filtered.",
    enable_traceback_filtering: "Traces of errors are not filtered.",
    is_traceback_filtering_enabled: "Traces of errors are not filtered.",
  }),
  ...inSection("keras.backend", {
    "(14 legacy names, all also in config/utils/dtype helpers; get_uid, result_type, is_int_dtype …)":
      "Legacy names of other rows.",
  }),
  ...inSection("keras.distribution", {
    "DataParallel, DeviceMesh, LayoutMap, ModelParallel, TensorLayout, distribute_tensor, distribution, get_device_count, initialize, list_devices, set_distribution":
      "One machine; `setThreads` shares work among its cores.",
  }),
  ...inSection("keras.tree", {
    "MAP_TO_NONE, assert_same_paths, assert_same_structure, flatten, flatten_with_path, is_nested, lists_to_tuples, map_shape_structure, map_structure, map_structure_up_to, pack_sequence_as, traverse":
      "Records and lists are JavaScript's own.",
  }),
  ...inSection("keras.wrappers", {
    "SKLearnClassifier, SKLearnRegressor, SKLearnTransformer": "Scikit-learn is Python's.",
  }),
  ...inSection(build, {
    "Layer.add_metric": "Keras 3 has it no more.",
    "stateless_call, stateless_compute_loss": "`jit` makes functions with weights pure of itself.",
    "device scope": "`setEngine` chooses what runs; there is one device.",
  }),
  ...inSection("keras.utils", {
    pack_x_y_sample_weight: "Data come as arguments of their own, not as tuples.",
    unpack_x_y_sample_weight: "Data come as arguments of their own, not as tuples.",
    standardize_dtype: "A dtype is a text with a type; wrong ones do not compile.",
    Config: "Options are plain objects.",
  }),
};

const saved = "`toJSON()` of the object; `deserialize(saved)` for layers and models";

/** Rows that are here under another name or in another form. */
export const otherwise: Said = {
  ...inSection("keras.layers", {
    deserialize: "`deserialize` of `hornet`",
    serialize: "`layer.toJSON()`",
    Input: "`input` of `hornet/layers`",
    InputSpec: "`inputSpec` of a layer: `{ rank, minimumRank, axes }`",
    Wrapper: "a `Layer` with the inner layer in a field: its weights are found",
  }),
  ...inSection("keras.activations", {
    get: 'names are options: `dense(3, { activation: "relu" })`',
    serialize: "saved with the layer by name",
    deserialize: "loaded with the layer by name",
    threshold: "`ops.threshold`, which needs its options",
  }),
  ...Object.fromEntries(
    [
      "initializers",
      "regularizers",
      "constraints",
      "losses",
      "metrics",
      "optimizers",
      "optimizers.schedules",
    ].flatMap(
      (room) =>
        [
          [`keras.${room}: get`, "names are options wherever one is taken"],
          [`keras.${room}: serialize`, saved],
          [`keras.${room}: deserialize`, "saved forms are options wherever one is taken"],
        ] as const,
    ),
  ),
  ...inSection("keras.regularizers", { "L1L2/l1_l2": "`L1L2`, `l1l2` of `hornet/regularizers`" }),
  ...inSection("keras.optimizers.schedules", {
    LearningRateSchedule: "`Schedule`: subclass it, or give a function to `learningRateScheduler`",
  }),
  ...inSection("keras.optimizers", {
    "option: clipnorm": "`clipnorm`",
    "option: clipvalue": "`clipvalue`",
    "option: global_clipnorm": "`globalClipnorm`",
    "option: weight_decay": "`weightDecay`",
    "option: use_ema + ema_momentum + ema_overwrite_frequency":
      "`useEma`, `emaMomentum`, `emaOverwriteFrequency`",
    "option: gradient_accumulation_steps": "`gradientAccumulationSteps`",
    "option: loss_scale_factor": "`lossScaleFactor`",
    "option: learning_rate as schedule": "`learningRate: exponentialDecay(..)`",
    "option: learning_rate settable during training": "`model.optimizer.learningRate = 0.01`",
    "option: exclude_from_weight_decay": "`excludeFromWeightDecay`",
  }),
  ...inSection("keras.datasets", {
    "fashion_mnist.load_data": "`fashionMnist()` of `hornet/datasets`",
  }),
  ...inSection("keras.preprocessing", {
    "image.smart_resize": "`resize(x, size, { cropToAspectRatio: true })` of `hornet/ops` image",
    "sequence.pad_sequences": "`padSequences` of `hornet/datasets`",
  }),
  ...inSection("keras.utils", {
    clear_session: "`clearSession` of `hornet`",
    is_keras_tensor: "`x instanceof SymbolicTensor`",
    get_source_inputs: "`model.inputs`",
    register_keras_serializable: "`registerSerializable` of `hornet/layers`",
    deserialize_keras_object: "`deserialize` of `hornet`",
    serialize_keras_object: "`JSON.stringify(model)`",
    "CustomObjectScope/custom_object_scope": "`registerSerializable`, for the session",
    get_custom_objects: "`registerSerializable`, for the session",
    get_registered_name: "`registered_name` of `layer.toJSON()`",
    get_registered_object: "`deserialize` finds what is registered",
    normalize: "`normalize` of `hornet/datasets`",
    to_categorical: "`toCategorical` of `hornet/datasets`",
    pad_sequences: "`padSequences` of `hornet/datasets`",
    set_random_seed: "`setRandomSeed` of `hornet`",
    Progbar: "`fit({ verbose })` draws it",
    disable_interactive_logging: "`verbose: 0` or `2`",
    enable_interactive_logging: "`verbose: 1`",
    is_interactive_logging_enabled: '`verbose: "auto"` looks whether there is a terminal',
    get_file: "data sets are downloaded with their checksums; `fetch` for files of one's own",
  }),
  ...inSection("keras.saving", {
    "CustomObjectScope/custom_object_scope": "`registerSerializable`, for the session",
    get_custom_objects: "`registerSerializable`, for the session",
    get_registered_name: "`registered_name` of `layer.toJSON()`",
    get_registered_object: "`deserialize` finds what is registered",
    register_keras_serializable: "`registerSerializable` of `hornet/layers`",
    load_weights: "`model.loadWeights(path)`: safetensors",
    save_weights: "`model.saveWeights(path)`: safetensors",
    deserialize_keras_object: "`deserialize` of `hornet`",
    serialize_keras_object: "`JSON.stringify(model)`",
  }),
  ...inSection("keras.config", {
    backend: "`setEngine`, `history.params.engine`",
    set_backend: "`setEngine` of `hornet`, or `HORNET_ENGINE`",
    image_data_format: "`imageDataFormat` of `hornet`",
    set_image_data_format: "`setImageDataFormat` of `hornet`",
    floatx: "`floatx` of `hornet`; sums of metrics and optimizers keep 32 bits at least",
    set_floatx: "`setFloatx` of `hornet`",
    epsilon: "`epsilon` of `hornet`",
    set_epsilon: "`setEpsilon` of `hornet`",
    max_epochs: "`epochs` of `fit`",
    max_steps_per_epoch: "an `AbortSignal`, or `model.stopTraining`",
    disable_interactive_logging: "`verbose: 0` or `2`",
    enable_interactive_logging: "`verbose: 1`",
    is_interactive_logging_enabled: '`verbose: "auto"`',
    dtype_policy: "`dtypePolicy` of `hornet`",
    set_dtype_policy: "`setDtypePolicy` of `hornet`",
  }),
  ...inSection("keras.applications", {
    "imagenet_utils: preprocess_input, decode_predictions":
      '`preprocessInput("vgg16", x)` of `hornet/applications`; class names are not carried',
  }),
  ...inSection("keras.dtype_policies + mixed_precision", {
    "DTypePolicy/Policy, dtype_policy/global_policy, set_dtype_policy/set_global_policy, LossScaleOptimizer":
      "`setDtypePolicy`, `dtypePolicy` of `hornet`, `{ dtype }` of layers, `lossScaleOptimizer`",
  }),
  ...inSection("keras.visualization", {
    "draw_bounding_boxes, draw_segmentation_masks, plot_bounding_box_gallery, plot_image_gallery, plot_segmentation_mask_gallery":
      "`imageGrid` of `hornet/plot`; boxes and masks are not drawn",
  }),
  ...inSection(build, {
    "fit(steps_per_epoch, validation_steps)": "`stepsPerEpoch`, `validationSteps`",
    "fit on generators / datasets":
      "`fit(batches)`: iterables, async ones, functions that make them",
    "Layer.dtype_policy, compute_dtype": "`dtypePolicy`, with `computeDType` and `variableDType`",
    "Sequential([…])": "`sequential([..])`",
    "Sequential.add / pop": "`model.add`, `model.pop`",
    "Sequential without Input (late build)": "built by the first data",
    "nested models (Sequential of Sequentials)": "a model is a layer",
    "functional Model(inputs, outputs)": "`model({ inputs, outputs })`",
    "Model subclassing (call)": "`class Own extends Model` with `call`",
    clone_model: "`cloneModel`",
    "custom train_step / compute_loss / compute_metrics":
      "`trainStep`, `testStep` and `metrics` of a class that extends `Model`",
    "model_from_json / to_json": "`modelFromJson`, `JSON.stringify(model)`",
    "Model.layers, get_layer": "`model.layers`, `model.getLayer`",
    "input_shape / output_shape": "`model.inputShape`, `model.outputShape`",
    "summary(line_length, positions, print_fn)": "`summary({ lineLength, printFn })`",
    "summary(expand_nested, show_trainable, layer_range)":
      "`summary({ expandNested, showTrainable })`",
    "summary: sizes in KB/MB, trainable split, optimizer params": "the same text",
    count_params: "`countParams()`",
    "compile(optimizer, loss, metrics)": "`compile({ optimizer, loss, metrics })`",
    "compile(loss_weights)": "`lossWeights`",
    "compile(weighted_metrics)": "`weightedMetrics`",
    "compile(run_eagerly, steps_per_execution, jit_compile)":
      "always compiled; steps per call are chosen by time",
    "compile(auto_scale_loss)": "`lossScaleOptimizer(adam())`",
    "fit(x, y) arrays / data frame": "tensors, typed arrays, nested arrays, records of them, texts",
    "fit(batch_size, epochs)": "`batchSize`, `epochs`",
    "fit(verbose) progress bar": "`verbose`",
    "fit(callbacks)": "`callbacks`",
    "fit(validation_split)": "`validationSplit`",
    "fit(validation_data)": "`validationData`",
    "fit(shuffle)": "`shuffle`",
    "fit(class_weight)": "`classWeight`",
    "fit(sample_weight)": "`sampleWeight`",
    "fit(initial_epoch)": "`initialEpoch`",
    "fit(validation_batch_size, validation_freq)": "`validationBatchSize`, `validationFreq`",
    "evaluate(x, y, batch_size)": "`evaluate(x, y, { batchSize })`",
    "evaluate(verbose, steps, sample_weight, return_dict, callbacks)":
      "`verbose`, `steps`, `sampleWeight`, `callbacks`; always a record",
    "predict(x, batch_size)": "`predict(x, { batchSize })`; `x` or batches of a generator",
    "predict(verbose, steps, callbacks)": "`verbose`, `steps`, `callbacks`",
    "train_on_batch / predict_on_batch": "`trainOnBatch`, `predictOnBatch`",
    test_on_batch: "`testOnBatch`",
    "return_dict, metrics_names, reset_metrics": "always a record; `resetMetrics()`",
    "history.history / params / epoch": "the same",
    "save_weights / load_weights": "`saveWeights`, `loadWeights`",
    "Layer.build / call / compute_output_shape": "`build`, `call`; the shape is found by tracing",
    "Layer.add_weight(name, shape, initializer, …)":
      "`addWeight(name, shape, initializer, options)`",
    "Layer.get_weights / set_weights": "`getWeights`, `setWeights`",
    "Layer.trainable (freeze)": "`trainable`",
    "Layer.add_loss / losses": "`addLoss`",
    "Layer.get_config / from_config": "`getConfig`, `fromConfig`: options are the config",
    "Layer.compute_mask, supports_masking": "`computeMask`, `supportsMasking`",
    "call(training=…)": "`layer(x, { training: true })`",
    "model(x) call as function": "the same",
    "implicit rank adjust (n,28,28)→(n,28,28,1)": "the same",
    "symbolic KerasTensor": "`SymbolicTensor`",
    "Function, Operation, KerasTensor, Variable, name_scope, StatelessScope, SymbolicScope":
      "`jit`, ops on symbolic tensors, `SymbolicTensor`, `Variable`",
  }),
};

/** Rows that Keras has and Hornet has not, and what to use. */
export const absent: Said = {
  ...inSection("keras.callbacks", {
    BackupAndRestore: "`lambdaCallback` with `saveWeights`",
    ModelCheckpoint: "`lambdaCallback` with `saveWeights`",
    RemoteMonitor: "`lambdaCallback` with `fetch`",
    SwapEMAWeights: "`useEma` with `emaOverwriteFrequency` of the optimizer",
    TensorBoard: "`csvLogger` and `plotHistory`",
  }),
  ...inSection("keras.datasets", {
    "boston_housing.load_data":
      "read a file with `formats` of one's own; Keras's file is published as .npz",
    "california_housing.load_data": "the same",
    "cifar10.load_data": "the same",
    "cifar100.load_data": "the same",
    "imdb.load_data + get_word_index": "`textVectorization` on texts of one's own",
    "mnist.load_data": "`fashionMnist` has the same form",
    "reuters.load_data + get_word_index": "`textVectorization` on texts of one's own",
  }),
  ...inSection("keras.utils", {
    FeatureSpace: "`normalization`, `stringLookup` and `hashedCrossing` in a functional model",
    "PyDataset/Sequence": "arrays; `trainOnBatch` for data that come one by one",
    audio_dataset_from_directory: "decode files outside",
    split_dataset: "`tensor.slice`",
    image_dataset_from_directory: "decode files outside",
    array_to_img: "`imageGrid` of `hornet/plot`",
    img_to_array: "a canvas's `getImageData` in browsers",
    load_img: "decode files outside",
    save_img: "`imageGrid` of `hornet/plot`",
    model_to_dot: "`summary()`",
    plot_model: "`summary()`",
    text_dataset_from_directory: "read files, and `textVectorization`",
    timeseries_dataset_from_array: "`ops.extractSequences`",
    "bounding_boxes: affine_transform, clip_to_image_size, convert_format, crop, decode_deltas_to_boxes, encode_box_to_deltas, pad, compute_ciou, compute_iou":
      "`maxNumBoundingBoxes`; the rest with ops",
  }),
  ...inSection("keras.saving", {
    KerasFileEditor: "not planned yet",
    load_model: "`modelFromJson` and `loadWeights`",
    save_model: "`JSON.stringify(model)` and `saveWeights`",
  }),
  ...inSection("keras.export", {
    "ExportArchive (track, add_endpoint, write_out)": "not planned yet",
    "Model.export(format = tf_saved_model, onnx, openvino, litert, torch)": "not planned yet",
  }),
  ...inSection("keras.config", {
    set_max_epochs: "`epochs` of `fit`",
    set_max_steps_per_epoch: "a slice of the data",
  }),
  ...inSection("keras.dtype_policies + mixed_precision", {
    "deserialize , get , serialize , AWQDTypePolicy , DTypePolicy , FloatDTypePolicy , GPTQDTypePolicy , Int4DTypePolicy , QuantizedDTypePolicy , QuantizedFloat8DTypePolicy , TernaryDTypePolicy , DTypePolicyMap":
      "float32 only",
  }),
  ...inSection("keras.quantizers", {
    "deserialize, get, serialize, AWQConfig, GPTQConfig, Float8QuantizationConfig, Int4QuantizationConfig, Int8QuantizationConfig, QuantizationConfig, TernaryQuantizationConfig, AbsMaxQuantizer, Quantizer, abs_max_quantize, abs_max_quantize_grouped_with_zero_point, compute_float8_amax_history, compute_float8_scale, fake_quant_with_min_max_vars, pack_int2, pack_int4, pack_ternary, quantize_and_dequantize, unpack_int2, unpack_int4, unpack_ternary, QuantizationReport":
      "float32 only",
    "LoRA (Dense/Conv/Embedding enable_lora, lora_rank)":
      "a layer of one's own around the frozen one",
  }),
  ...inSection("keras.distillation", {
    "DistillationLoss, FeatureDistillation, LogitsDistillation, Distiller":
      "a loss of one's own on the teacher's predictions",
  }),
  ...inSection("keras.preprocessing", {
    "image_/text_dataset_from_directory, timeseries_dataset_from_array": "see `keras.utils`",
  }),
  ...inSection("keras.applications", {
    "ConvNeXt Tiny/Small/Base/Large/XLarge": "the layers are all here",
    "DenseNet 121/169/201": "the layers are all here",
    "EfficientNet B0–B7": "the layers are all here",
    "EfficientNetV2 B0–B3, S/M/L": "the layers are all here",
    InceptionV3: "the layers are all here",
    InceptionResNetV2: "the layers are all here",
    "MobileNet, V2, V3Small, V3Large": "the layers are all here",
    "NASNet Mobile/Large": "the layers are all here",
    "ResNet 50/101/152": "the layers are all here",
    "ResNet 50/101/152 V2": "the layers are all here",
    "VGG16, VGG19": "the layers are all here",
    Xception: "the layers are all here",
  }),
  ...inSection(build, {
    "save / load_model (architecture + weights + optimizer)":
      "`JSON.stringify(model)` and `saveWeights`",
    "save: optimizer state": "`optimizer.variables`",
    "export (SavedModel, ONNX, LiteRT, OpenVINO)": "not planned yet",
    "quantize / quantization_summary": "float32 only",
    "get_state_tree / set_state_tree": "`getWeights`, `setWeights`",
    "Layer.save_own_variables / load_own_variables": "weights are saved by path",
    "remat / RematScope (recompute)": "scans compute cheap values again of themselves",
  }),
};
