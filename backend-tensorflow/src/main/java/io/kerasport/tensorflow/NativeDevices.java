package io.kerasport.tensorflow;

import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** The devices that the native library finds. */
final class NativeDevices {
  private NativeDevices() {}

  /** Whether one of them is of a type, such as {@code GPU}. */
  static boolean has(String type) {
    try (NativeScope scope = new NativeScope()) {
      TF_Status status = scope.status();
      TF_Graph graph = tensorflow.TF_NewGraph();
      scope.defer(() -> tensorflow.TF_DeleteGraph(graph));
      TF_SessionOptions options = tensorflow.TF_NewSessionOptions();
      scope.defer(() -> tensorflow.TF_DeleteSessionOptions(options));
      TF_Session session = tensorflow.TF_NewSession(graph, options, status);
      if (session == null) {
        throw new IllegalStateException(
            "TensorFlow starts no session: " + NativeStatus.message(status));
      }
      scope.defer(() -> tensorflow.TF_DeleteSession(session, status));
      TF_DeviceList devices = tensorflow.TF_SessionListDevices(session, status);
      scope.defer(() -> tensorflow.TF_DeleteDeviceList(devices));
      for (int i = 0; i < tensorflow.TF_DeviceListCount(devices); i++) {
        if (tensorflow.TF_DeviceListType(devices, i, status).getString().equals(type)) {
          return true;
        }
      }
      return false;
    }
  }
}
