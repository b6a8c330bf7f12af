package io.kerasport.integration.build;

import io.kerasport.build.Architecture;
import io.kerasport.build.Functional;
import io.kerasport.build.Input;
import io.kerasport.build.KerasLayer;
import io.kerasport.build.Output;
import io.kerasport.build.Sequential;
import io.kerasport.build.Tensor;
import io.kerasport.build.layer.Activation;
import io.kerasport.build.layer.Attention;
import io.kerasport.build.layer.Convolution;
import io.kerasport.build.layer.Dense;
import io.kerasport.build.layer.EinsumDense;
import io.kerasport.build.layer.Embedding;
import io.kerasport.build.layer.Merging;
import io.kerasport.build.layer.Normalizing;
import io.kerasport.build.layer.Pooling;
import io.kerasport.build.layer.Preprocessing;
import io.kerasport.build.layer.Recurrent;
import io.kerasport.build.layer.Regularizing;
import io.kerasport.build.layer.Reshaping;
import io.kerasport.build.layer.Wrapping;
import io.kerasport.model.Compile;
import io.kerasport.model.KerasObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The models of {@code building.py}, described in Java. */
final class BuiltModels {
  private BuiltModels() {}

  static Map<String, Supplier<Architecture>> byName() {
    Map<String, Supplier<Architecture>> models = new LinkedHashMap<>();
    models.put("digits", BuiltModels::digits);
    models.put("branches", BuiltModels::branches);
    models.put("sequences", BuiltModels::sequences);
    models.put("images", BuiltModels::images);
    models.put("volumes", BuiltModels::volumes);
    models.put("recurrent", BuiltModels::recurrent);
    return models;
  }

  static Sequential digits() {
    return Sequential.of(Input.shape(12, 12, 1))
        .add(
            Convolution.conv2D(4, 3).activation("relu").kernelInitializer("he_normal"),
            Pooling.max2D(3),
            Normalizing.batch(),
            Regularizing.dropout(0.25),
            Reshaping.flatten(),
            Dense.units(5)
                .kernelRegularizer("l2")
                .biasConstraint(KerasObject.configured("MaxNorm", Map.of("max_value", 3.0))),
            Activation.leakyRelu(0.1),
            Dense.units(3).activation("softmax").named("scores"))
        .compile(Compile.with("adam").loss("sparse_categorical_crossentropy").metrics("accuracy"));
  }

  private static Functional branches() {
    Input text = Input.shape(6).dtype("int32").named("text");
    Input image = Input.shape(8, 8, 3);
    Dense shared = Dense.units(4).activation("tanh");
    Tensor words = Pooling.globalAverage1D().call(shared.call(Embedding.of(20, 4).call(text)));
    Tensor pixels =
        Pooling.globalAverage2D()
            .call(Convolution.conv2D(4, 3).strides(2).padding("same").withoutBias().call(image));
    Sequential head =
        Sequential.of(Input.shape(4)).add(Dense.units(4), Activation.elu(0.5)).named("head");
    Input innerInput = Input.shape(4);
    Functional inner = Functional.from(innerInput).to(Normalizing.layer().call(innerInput));
    Tensor both =
        Merging.concatenate()
            .call(head.call(shared.call(pixels)), inner.call(words), inner.call(pixels));
    Tensor scores = Dense.units(3).named("scores").call(both);
    Tensor value =
        Dense.units(1)
            .named("value")
            .kernelInitializer(KerasObject.configured("Orthogonal", Map.of("gain", 0.5, "seed", 4)))
            .call(Merging.multiply().call(words, pixels));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("scores", scores);
    outputs.put("value", value);
    Object decay =
        Compile.object(
            "ExponentialDecay",
            Map.of("initial_learning_rate", 0.1, "decay_steps", 100, "decay_rate", 0.9));
    return Functional.from(text, image)
        .to(outputs)
        .named("branches")
        .compile(
            Compile.with("SGD", Map.of("learning_rate", decay, "momentum", 0.9, "clipnorm", 1.0))
                .loss(
                    "scores",
                    Compile.object("SparseCategoricalCrossentropy", Map.of("from_logits", true)))
                .loss("value", "mse")
                .lossWeight("scores", 1.0)
                .lossWeight("value", 0.5)
                .metrics("scores", List.of("accuracy"))
                .metrics(
                    "value",
                    List.of(Compile.object("RootMeanSquaredError", Map.of("name", "rmse")))));
  }

  private static Functional sequences() {
    Input x = Input.shape(6, 8);
    Input y = Input.shape(6, 8);
    List<Tensor> outputs = new ArrayList<>();
    List.of(
            Convolution.conv1D(3, 2).padding("causal").dilationRate(2),
            Convolution.transposed1D(3, 2).strides(2),
            Convolution.depthwise1D(3).depthMultiplier(2),
            Convolution.separable1D(3, 2),
            Pooling.max1D(2),
            Pooling.average1D(2).strides(1).padding("same"),
            Pooling.globalMax1D(),
            Pooling.adaptiveAverage1D(3),
            EinsumDense.of("abc,cd->abd", -1, 3).biasAxes("d"),
            Normalizing.layer().epsilon(1e-5),
            Normalizing.group(4),
            Normalizing.unit(),
            Normalizing.rms(),
            Activation.of("gelu"),
            Activation.relu().maxValue(6),
            Activation.prelu().sharedAxes(1),
            Activation.softmax(-1),
            Regularizing.spatialDropout1D(0.5),
            Regularizing.gaussianNoise(0.1),
            Regularizing.gaussianDropout(0.1),
            Regularizing.alphaDropout(0.1),
            Regularizing.activity(0.01, 0),
            Reshaping.reshape(8, 6),
            Reshaping.permute(2, 1),
            Reshaping.cropping1D(1),
            Reshaping.zeroPadding1D(2, 1),
            Reshaping.upSampling1D(2),
            Reshaping.identity(),
            Preprocessing.rescaling(0.5, 1),
            Preprocessing.normalization(new double[8], new double[] {2, 2, 2, 2, 2, 2, 2, 2}))
        .forEach(layer -> outputs.add(layer.call(x)));
    List.of(
            Merging.add(),
            Merging.subtract(),
            Merging.average(),
            Merging.maximum(),
            Merging.minimum(),
            Merging.concatenate(1),
            Merging.dot(2))
        .forEach(layer -> outputs.add(layer.call(x, y)));
    outputs.add(Attention.dot().call(List.of(x, y)));
    outputs.add(Attention.additive().call(List.of(x, y)));
    outputs.add(Attention.multiHead(2, 3).valueSize(4).call(x, y));
    outputs.add(Attention.groupedQuery(2, 4, 2).call(x, y));
    return to(Functional.from(x, y), outputs).named("sequences");
  }

  private static Functional images() {
    return ofLayers(
            Input.shape(9, 9, 4),
            List.of(
                Convolution.conv2D(3, 2, 3).strides(1, 2).groups(1),
                Convolution.transposed2D(3, 2),
                Convolution.depthwise2D(3),
                Convolution.separable2D(3, 2),
                Pooling.average2D(2, 1).strides(1),
                Pooling.globalMax2D().keepDims(),
                Pooling.adaptiveMax2D(3, 2),
                Regularizing.spatialDropout2D(0.5),
                Reshaping.cropping2D(1),
                Reshaping.zeroPadding2D(1, 2),
                Reshaping.upSampling2D(2).interpolation("bilinear"),
                Preprocessing.resizing(4, 5),
                Preprocessing.centerCrop(4, 5),
                Normalizing.batch().momentum(0.9).withoutScale().frozen()))
        .named("images");
  }

  private static Functional volumes() {
    return ofLayers(
            Input.shape(5, 5, 5, 2),
            List.of(
                Convolution.conv3D(3, 2),
                Convolution.transposed3D(3, 2),
                Pooling.max3D(2),
                Pooling.average3D(2),
                Pooling.globalAverage3D(),
                Regularizing.spatialDropout3D(0.5),
                Reshaping.cropping3D(1),
                Reshaping.zeroPadding3D(1),
                Reshaping.upSampling3D(2)))
        .named("volumes");
  }

  private static Functional recurrent() {
    Input x = Input.shape(6, 8);
    Output sequence = Recurrent.lstm(3).returnSequences().returnState().call(x);
    Wrapping both = Wrapping.bidirectional(Recurrent.lstm(3).returnSequences()).mergeMode("sum");
    List<Tensor> outputs = new ArrayList<>();
    outputs.add(sequence);
    outputs.add(sequence.sibling(2));
    outputs.add(
        Recurrent.gru(3).dropout(0.5).recurrentInitializer("glorot_uniform").call(sequence));
    outputs.add(Recurrent.simple(2).goBackwards().call(x));
    outputs.add(both.call(x));
    outputs.add(Wrapping.timeDistributed(Dense.units(2).activation("relu")).call(x));
    outputs.add(Recurrent.of(Recurrent.gruCell(3)).call(x));
    outputs.add(Recurrent.of(Recurrent.lstmCell(3), Recurrent.simpleCell(2)).call(x));
    outputs.add(Dense.units(2).dtype("float64").call(sequence.sibling(1)));
    return to(Functional.from(x), outputs).named("recurrent");
  }

  private static Functional ofLayers(Input x, List<? extends KerasLayer<?>> layers) {
    List<Tensor> outputs = new ArrayList<>();
    layers.forEach(layer -> outputs.add(layer.call(x)));
    return to(Functional.from(x), outputs);
  }

  private static Functional to(Functional.From inputs, List<Tensor> outputs) {
    Tensor[] more = outputs.subList(1, outputs.size()).toArray(Tensor[]::new);
    return inputs.to(outputs.get(0), more);
  }
}
