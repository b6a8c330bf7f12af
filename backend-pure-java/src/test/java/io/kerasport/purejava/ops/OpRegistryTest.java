package io.kerasport.purejava.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

final class OpRegistryTest {
  @Test
  void findsOps() {
    assertThat(OpRegistry.bundled().find("Conv2D"))
        .hasValueSatisfying(op -> assertThat(op.getName()).isEqualTo("Conv2D"));
  }

  @Test
  void keepsDeprecatedOps() {
    assertThat(OpRegistry.bundled().find("BatchNormWithGlobalNormalization"))
        .hasValueSatisfying(op -> assertThat(op.getDeprecation().getVersion()).isEqualTo(9));
  }

  @Test
  void hasNoOpOfAnotherName() {
    assertThat(OpRegistry.bundled().find("conv2d")).isEmpty();
  }

  @Test
  void parsesAnOpOnce() {
    OpRegistry registry = OpRegistry.bundled();

    assertThat(registry.find("Relu").orElseThrow()).isSameAs(registry.find("Relu").orElseThrow());
  }

  @Test
  void refusesListThatDoesNotBeginWithAnOp() {
    assertThatThrownBy(() -> new OpRegistry(new byte[] {0x10, 1}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void refusesOpWithoutName() {
    byte[] list =
        OpList.newBuilder().addOp(OpDef.newBuilder().setIsStateful(true)).build().toByteArray();

    assertThatThrownBy(() -> new OpRegistry(list)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesTruncatedList() {
    byte[] list =
        OpList.newBuilder().addOp(OpDef.newBuilder().setName("Relu")).build().toByteArray();

    assertThatThrownBy(() -> new OpRegistry(java.util.Arrays.copyOf(list, list.length - 1)))
        .isInstanceOf(IllegalStateException.class);
  }
}
