package io.kerasport.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.SparseFormat;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An array without elements. What is asked of it becomes layers.
 *
 * <p>DJL's interface has some 250 methods. Those with a meaning are in {@link ArrayOps}; the ones
 * that DJL itself makes of others run as they are; any other is an error that names it.
 */
final class SymbolicArray implements InvocationHandler {
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("attach", "tempAttach", "detach", "close", "setRequiresGradient", "setName");

  private final Tracer tracer;
  private final NDArray array;
  private final NDArrayEx internal;
  private Value value;

  SymbolicArray(Tracer tracer, Value value) {
    this.tracer = tracer;
    this.value = value;
    ClassLoader loader = NDArray.class.getClassLoader();
    array = (NDArray) Proxy.newProxyInstance(loader, new Class<?>[] {NDArray.class}, this);
    internal = (NDArrayEx) Proxy.newProxyInstance(loader, new Class<?>[] {NDArrayEx.class}, this);
  }

  NDArray array() {
    return array;
  }

  static Value valueOf(NDArray array) {
    if (Proxy.isProxyClass(array.getClass())
        && Proxy.getInvocationHandler(array) instanceof SymbolicArray symbolic) {
      return symbolic.value;
    }
    throw UntraceableException.noCounterpart("an array that was made outside of the forward pass");
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
      throws Throwable {
    @Nullable Object[] arguments = given == null ? new Object[0] : given;
    String name = method.getName();
    if (WITHOUT_EFFECT.contains(name)) {
      return null;
    }
    return switch (name) {
      case "getShape" -> value.shape();
      case "getDataType" -> value.type();
      case "getManager" -> tracer.manager();
      case "getDevice" -> Device.cpu();
      case "getNDArrayInternal" -> internal;
      case "getArray", "duplicate", "stopGradient", "toDevice" -> array;
      case "getSparseFormat" -> SparseFormat.DENSE;
      case "getUid", "toString" -> "symbolic " + value;
      case "getName" -> null;
      case "hasGradient", "isReleased", "isSparse" -> false;
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == arguments[0];
      default -> compute(proxy, method, arguments);
    };
  }

  private @Nullable Object compute(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    String name = method.getName();
    ArrayOp op = ArrayOps.find(name);
    if (op != null) {
      return returned(method, apply(name, op, arguments));
    }
    ArrayOp copying =
        name.endsWith("i") ? ArrayOps.find(name.substring(0, name.length() - 1)) : null;
    if (copying != null) {
      value = apply(name, copying, arguments).get(0);
      return array;
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    throw UntraceableException.noCounterpart("`" + name + "` of an array");
  }

  private List<Value> apply(String name, ArrayOp op, @Nullable Object[] arguments) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object argument : arguments) {
      values.add(unwrapped(argument));
    }
    return tracer.apply(op, name, value, values);
  }

  private static @Nullable Object unwrapped(@Nullable Object argument) {
    if (argument instanceof NDArray other) {
      return valueOf(other);
    }
    if (argument instanceof NDList list) {
      return list.stream().map(SymbolicArray::valueOf).toList();
    }
    return argument;
  }

  private Object returned(Method method, List<Value> results) {
    return method.getReturnType() == NDList.class
        ? tracer.list(results)
        : tracer.array(results.get(0));
  }
}
