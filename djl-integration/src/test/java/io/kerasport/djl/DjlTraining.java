package io.kerasport.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** Trains Blocks with DJL's PyTorch engine, and predicts with them. */
final class DjlTraining {
  private static final String ENGINE = "PyTorch";
  private static final int STEPS = 5;

  private DjlTraining() {}

  /** A model whose Block has made some steps, batch statistics included. */
  static Model trained(TestModel which) {
    Engine.getEngine(ENGINE).setRandomSeed(7);
    Model model = Model.newInstance(which.name(), ENGINE);
    Block block = which.block();
    block.setInitializer(new UniformInitializer(0.4f), Parameter.Type.WEIGHT);
    block.setInitializer(new UniformInitializer(0.2f), Parameter.Type.BIAS);
    model.setBlock(block);
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.l2Loss())
            .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.05f)).build());
    try (Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(which.inputs());
      for (int step = 0; step < STEPS; step++) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
          NDList inputs = inputs(manager, which, step);
          try (GradientCollector gradients = trainer.newGradientCollector()) {
            NDList outputs = trainer.forward(inputs);
            NDArray target = outputs.head().zerosLike().add(0.3f);
            NDArray loss =
                trainer.getLoss().evaluate(new NDList(target), new NDList(outputs.head()));
            gradients.backward(loss);
          }
          trainer.step();
        }
      }
    }
    return model;
  }

  /** Numbers that differ from place to place, the same on every machine. */
  static NDList inputs(NDManager manager, TestModel which, int salt) {
    NDList inputs = new NDList();
    for (Shape shape : which.inputs()) {
      float[] values = new float[(int) shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            which.type() == DataType.FLOAT32
                ? (float) Math.sin(i * 0.7 + salt + i % 7) * 1.3f
                : (i + salt) % 2;
      }
      inputs.add(manager.create(values, shape).toType(which.type(), false));
    }
    return inputs;
  }

  /** What DJL itself predicts. */
  static NDList predict(NDManager manager, Block block, NDList inputs) {
    // some Blocks append their first states to the list they get
    return block.forward(new ParameterStore(manager, false), new NDList(inputs), false);
  }
}
