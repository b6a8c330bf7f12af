package io.kerasport.integration.backend;

final class TensorFlowBackendTest extends BackendContract {
  TensorFlowBackendTest() {
    super(Backends.TENSORFLOW);
  }
}
