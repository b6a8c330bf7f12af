package io.kerasport.integration.backend;

final class TensorFlowCheckpointTest extends CheckpointContract {
  TensorFlowCheckpointTest() {
    super(Backends.TENSORFLOW);
  }
}
