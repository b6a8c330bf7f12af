package io.kerasport.serializers.recurrent;

/** {@link Gru} with weights as Keras lays them out. */
final class GruCell extends Gru {}
