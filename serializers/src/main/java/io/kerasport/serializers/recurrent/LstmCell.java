package io.kerasport.serializers.recurrent;

/** {@link Lstm} with weights as Keras lays them out. */
final class LstmCell extends Lstm {}
