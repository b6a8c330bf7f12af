package io.kerasport.integration.backend;

final class PureJavaBackendTest extends BackendContract {
  PureJavaBackendTest() {
    super(Backends.PURE_JAVA);
  }
}
