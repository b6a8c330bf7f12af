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
      "That is its own code; where it threw something, the cause of this exception has the stack trace.";

  private CustomObject() {}

  /** An object that names itself when it fails. */
  static <T> T guarded(String kind, Class<T> type, String name, T object) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getDeclaringClass() == Object.class
                    ? ofObject(proxy, name, method, arguments)
                    : call(kind, name, object, method, arguments)));
  }

  /** What every object has is not left to the object. */
  private static Object ofObject(
      Object proxy, String name, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> name;
    };
  }

  private static @Nullable Object call(
      String kind, String name, Object object, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String what = "The custom %s `%s`".formatted(kind, name);
    try {
      Object result = method.invoke(object, arguments);
      if (result == null && method.getReturnType() != void.class) {
        throw failed(what + " returned nothing from " + method.getName(), null);
      }
      return result;
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause != null && isItsOwn(cause)) {
        throw failed(what + " failed in " + method.getName() + ": " + cause, cause);
      }
      throw cause == null ? e : cause;
    }
  }

  /**
   * Whether a failure is the object's own. It may be an error as well: code that was compiled
   * against something else does not link, and code that calls itself has no end.
   */
  private static boolean isItsOwn(Throwable cause) {
    return cause instanceof LinkageError
        || cause instanceof AssertionError
        || cause instanceof StackOverflowError
        || cause instanceof RuntimeException
            && !(cause instanceof ExportException)
            && !(cause instanceof ConfigException);
  }

  private static ExportException failed(String summary, @Nullable Throwable cause) {
    return new ExportException(ErrorId.CUSTOM_OBJECT, summary, List.of(), WAY_OUT, cause);
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
