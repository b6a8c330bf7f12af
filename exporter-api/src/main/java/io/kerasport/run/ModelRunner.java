package io.kerasport.run;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.TensorSpec;
import java.nio.file.Path;
import java.util.Map;

/**
 * An exported model that runs. Its graphs share their weights: what training changes, prediction
 * and evaluation see. Not for use by several threads at once.
 *
 * <p>Every method that takes tensors throws an {@link ExportException} with {@link ErrorId#RUN} if
 * one is missing, superfluous, or of another type or shape than the signature has, and if
 * TensorFlow fails while it runs.
 */
public interface ModelRunner extends AutoCloseable {
  /** What prediction takes, by the keys of the signature. */
  Map<String, TensorSpec> inputs();

  /** What prediction gives, by the keys of the signature. */
  Map<String, TensorSpec> outputs();

  /** The targets that evaluation takes, by the keys of their outputs; empty without evaluation. */
  Map<String, TensorSpec> targets();

  /**
   * Predicts.
   *
   * @param inputs tensors by the keys of the signature
   * @return the outputs by the keys of the signature
   */
  Map<String, TensorValue> predict(Map<String, TensorValue> inputs);

  /**
   * Evaluates.
   *
   * @return {@code loss}, the mean over all samples, and the metrics by name
   * @throws ExportException with {@link ErrorId#RUN} if the export has no evaluation graph
   */
  Map<String, Double> evaluate(Iterable<Batch> batches, RunListener listener);

  /**
   * Trains one step per batch.
   *
   * @return {@code loss}, the mean over all samples as each was before its step, and the metrics
   * @throws ExportException with {@link ErrorId#RUN} if the export has no training graph
   */
  Map<String, Double> train(Iterable<Batch> batches, RunListener listener);

  /**
   * Sets what stateful layers carry from one batch to the next back to zeros. Their states go from
   * training to prediction and evaluation along with the weights; apart from that, prediction,
   * evaluation and training each carry their own.
   */
  void resetStates();

  /**
   * Writes a SavedModel like the one that runs, with the weights and the optimizer's state as they
   * are now.
   *
   * @param directory becomes the parent of the new SavedModel, a numbered child
   * @return the new SavedModel
   */
  Path saveCheckpoint(Path directory);

  @Override
  void close();
}
