package io.kerasport.core.registry;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.model.ConfigException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of objects that a caller brought along: what they throw is reported with their name. */
public final class CustomObject {
  private static final String WAY_OUT =
      "Its own code threw this; the cause of this exception has the stack trace.";

  private CustomObject() {}

  /** An object that names itself when it fails. */
  static <T> T guarded(String kind, Class<T> type, String name, T object) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(kind, name, object, method, arguments)));
  }

  private static @Nullable Object call(
      String kind, String name, Object object, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException
          && !(cause instanceof ExportException)
          && !(cause instanceof ConfigException)) {
        throw new ExportException(
            ErrorId.CUSTOM_OBJECT,
            "The custom %s `%s` failed in %s: %s".formatted(kind, name, method.getName(), cause),
            List.of(),
            WAY_OUT,
            cause);
      }
      throw cause == null ? e : cause;
    }
  }

  /**
   * Makes a call for some part of the model, and adds that place to the failure of a custom object.
   *
   * @param place such as {@code loss of output scores}
   */
  public static <T> T calledFor(String place, Supplier<T> call) {
    try {
      return call.get();
    } catch (ExportException e) {
      if (e.id() == ErrorId.CUSTOM_OBJECT && e.problems().isEmpty()) {
        throw new ExportException(
            e.id(), e.summary(), List.of(new Problem("called", place)), WAY_OUT, e.getCause());
      }
      throw e;
    }
  }
}
