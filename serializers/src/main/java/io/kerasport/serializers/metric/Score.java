package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.spi.LossCall;

/** What a metric is the mean of: values of the batch, one for each sample or element. */
@FunctionalInterface
interface Score {
  Operand of(LossCall call);
}
