package io.kerasport.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.kerasport.djl.Value.Filled;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Makes the arrays of constants that a forward pass asks for. */
final class SymbolicManager implements InvocationHandler {
  private final Tracer tracer;
  private final NDManager manager;

  SymbolicManager(Tracer tracer) {
    this.tracer = tracer;
    manager =
        (NDManager)
            Proxy.newProxyInstance(
                NDManager.class.getClassLoader(), new Class<?>[] {NDManager.class}, this);
  }

  NDManager manager() {
    return manager;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
      throws Throwable {
    @Nullable Object[] arguments = given == null ? new Object[0] : given;
    String name = method.getName();
    return switch (name) {
      case "newSubManager", "getParentManager" -> manager;
      case "getDevice", "defaultDevice" -> Device.cpu();
      case "ret" -> arguments[0];
      case "isOpen" -> true;
      case "toString", "getName" -> "symbolic";
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == arguments[0];
      case "zeros", "ones", "full" -> constant(name, arguments);
      default -> made(proxy, method, arguments);
    };
  }

  /** A number as an array; whatever DJL makes of other methods; nothing where nothing comes out. */
  private @Nullable Object made(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    if (method.getName().equals("create")
        && arguments.length == 1
        && arguments[0] instanceof Number number) {
      return filled(ArrayCall.exact(number), new Shape(), typeOf(number));
    }
    if (method.getReturnType() == void.class) {
      return null;
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    throw UntraceableException.noCounterpart("`" + method.getName() + "` of an NDManager");
  }

  /** Zeros, ones, or a shape full of a number; the type stands behind those. */
  private Object constant(String name, @Nullable Object[] arguments) {
    double number =
        name.equals("full") && arguments[1] instanceof Number given
            ? ArrayCall.exact(given)
            : name.equals("ones") ? 1 : 0;
    DataType type = DataType.FLOAT32;
    for (Object argument : arguments) {
      type = argument instanceof DataType stated ? stated : type;
    }
    if (arguments[0] instanceof Shape shape) {
      return filled(number, shape, type);
    }
    throw UntraceableException.noCounterpart("`" + name + "` without a shape");
  }

  private Object filled(double number, Shape shape, DataType type) {
    return tracer.array(new Filled(number, shape, type));
  }

  private static DataType typeOf(Number number) {
    if (number instanceof Float) {
      return DataType.FLOAT32;
    }
    if (number instanceof Double) {
      return DataType.FLOAT64;
    }
    return number instanceof Long ? DataType.INT64 : DataType.INT32;
  }
}
