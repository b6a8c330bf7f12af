package io.kerasport.integration.backend;

final class PureJavaCheckpointTest extends CheckpointContract {
  PureJavaCheckpointTest() {
    super(Backends.PURE_JAVA);
  }
}
