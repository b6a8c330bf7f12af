package io.kerasport.purejava.shape;

import org.jspecify.annotations.Nullable;

/** Which op has which shape function. A function is linked when its op is first used. */
final class ShapeFunctions {
  private ShapeFunctions() {}

  /** The shape function of an op, or null if its output shapes are not known. */
  static @Nullable ShapeFunction find(String type) {
    return switch (type) {
      case "Const" -> SourceShapes::constant;
      case "Placeholder" -> CommonShapes::explicit;
      case "PlaceholderWithDefault" -> SourceShapes::placeholderWithDefault;
      case "EnsureShape" -> SourceShapes::ensureShape;
      case "NoOp", "Assert" -> CommonShapes::nothing;
      case "Identity", "StopGradient", "PreventGradient", "Snapshot", "ZerosLike", "OnesLike" ->
          CommonShapes::unchanged;
      case "DecodeBase64",
          "StringLower",
          "StaticRegexReplace",
          "AsString",
          "StringToHashBucketFast",
          "StringToHashBucketStrong",
          "Bucketize" ->
          CommonShapes::unchanged;
      case "IdentityN" -> CommonShapes::eachUnchanged;
      case "Shape", "ShapeN" -> SourceShapes::shape;
      case "Size", "Rank" -> CommonShapes::scalar;

      case "VarHandleOp" -> VariableShapes::handle;
      case "ReadVariableOp" -> VariableShapes::read;
      case "AssignVariableOp", "AssignAddVariableOp", "AssignSubVariableOp" ->
          VariableShapes::assign;
      case "VarIsInitializedOp" -> CommonShapes::scalar;
      case "ResourceGather" -> VariableShapes::gather;

      case "SaveV2" -> CheckpointShapes::save;
      case "RestoreV2" -> CheckpointShapes::restore;
      case "MergeV2Checkpoints" -> CheckpointShapes::mergeCheckpoints;
      case "ShardedFilename" -> CheckpointShapes::shardedFilename;
      case "StringJoin" -> CheckpointShapes::stringJoin;

      case "Pack" -> JoinShapes::pack;
      case "Unpack" -> JoinShapes::unpack;
      case "ConcatV2" -> JoinShapes::concatV2;
      case "Split" -> JoinShapes::split;
      case "SplitV" -> JoinShapes::splitV;

      case "Reshape" -> ReshapeShapes::reshape;
      case "Squeeze" -> ReshapeShapes::squeeze;
      case "ExpandDims" -> ReshapeShapes::expandDims;
      case "Transpose" -> ReshapeShapes::transpose;

      case "Slice" -> SliceShapes::slice;
      case "StridedSlice" -> SliceShapes::stridedSlice;
      case "GatherV2" -> SliceShapes::gatherV2;
      case "GatherNd" -> SliceShapes::gatherNd;

      case "Pad", "PadV2", "MirrorPad" -> PadShapes::pad;
      case "Tile" -> PadShapes::tile;
      case "BroadcastTo" -> PadShapes::broadcastTo;

      case "Range" -> GeneratorShapes::range;
      case "LinSpace" -> GeneratorShapes::linSpace;
      case "Fill" -> GeneratorShapes::fill;
      case "OneHot" -> GeneratorShapes::oneHot;
      case "RandomUniform", "RandomStandardNormal", "TruncatedNormal" -> GeneratorShapes::random;
      case "RandomUniformInt" -> GeneratorShapes.randomBetween(GeneratorShapes::random, 1);
      case "StatelessRandomUniform",
          "StatelessRandomNormal",
          "StatelessTruncatedNormal",
          "StatelessRandomUniformFullInt" ->
          GeneratorShapes::statelessRandom;
      case "StatelessRandomUniformInt" ->
          GeneratorShapes.randomBetween(GeneratorShapes::statelessRandom, 2);
      case "StatelessRandomUniformV2",
          "StatelessRandomNormalV2",
          "StatelessTruncatedNormalV2",
          "StatelessRandomUniformFullIntV2" ->
          GeneratorShapes::statelessRandomV2;
      case "StatelessRandomUniformIntV2" ->
          GeneratorShapes.randomBetween(GeneratorShapes::statelessRandomV2, 4);
      case "StatelessRandomGetKeyCounter" -> GeneratorShapes::statelessKeyCounter;
      case "StatelessRandomGetAlg" -> CommonShapes::scalar;

      case "Abs",
          "Acos",
          "Acosh",
          "Asin",
          "Asinh",
          "Atan",
          "Atanh",
          "Cast",
          "Ceil",
          "CheckNumerics",
          "ClipByValue",
          "Conj",
          "Cos",
          "Cosh",
          "Digamma",
          "Elu",
          "Erf",
          "Erfc",
          "Erfinv",
          "Exp",
          "Expm1",
          "Floor",
          "Inv",
          "IsFinite",
          "IsInf",
          "IsNan",
          "LeakyRelu",
          "Lgamma",
          "Log",
          "Log1p",
          "LogicalNot",
          "Ndtri",
          "Neg",
          "Reciprocal",
          "Relu",
          "Relu6",
          "Rint",
          "Round",
          "Rsqrt",
          "Selu",
          "Sigmoid",
          "Sign",
          "Sin",
          "Sinh",
          "Softplus",
          "Softsign",
          "Sqrt",
          "Square",
          "Tan",
          "Tanh" ->
          CommonShapes::unchanged;
      case "Add",
          "AddV2",
          "Atan2",
          "BitwiseAnd",
          "BitwiseOr",
          "BitwiseXor",
          "Div",
          "DivNoNan",
          "FloorDiv",
          "FloorMod",
          "Greater",
          "GreaterEqual",
          "Less",
          "LessEqual",
          "LogicalAnd",
          "LogicalOr",
          "Maximum",
          "Minimum",
          "Mod",
          "Mul",
          "MulNoNan",
          "Pow",
          "RealDiv",
          "SquaredDifference",
          "Sub",
          "TruncateDiv",
          "TruncateMod",
          "Xdivy",
          "Xlog1py",
          "Xlogy" ->
          ElementwiseShapes::broadcast;
      case "Equal", "NotEqual" -> ElementwiseShapes::equal;
      case "EluGrad",
          "LeakyReluGrad",
          "Relu6Grad",
          "ReluGrad",
          "SeluGrad",
          "SoftplusGrad",
          "SoftsignGrad" ->
          ElementwiseShapes::merged;
      case "InvGrad", "ReciprocalGrad", "RsqrtGrad", "SigmoidGrad", "SqrtGrad", "TanhGrad" ->
          CommonShapes::unchanged;
      case "AddN" -> ElementwiseShapes::addN;
      case "Select" -> ElementwiseShapes::select;
      case "SelectV2" -> ElementwiseShapes::selectV2;
      case "Bitcast" -> ElementwiseShapes::bitcast;

      case "MatMul" -> MatrixShapes::matMul;
      case "BatchMatMul" -> MatrixShapes::batchMatMul;
      case "Einsum" -> EinsumShapes::einsum;
      case "BatchMatMulV2", "BatchMatMulV3" -> MatrixShapes::batchMatMulV2;

      case "Mean", "Sum", "Max", "Min", "Prod", "Any", "All", "EuclideanNorm" ->
          ReductionShapes::reduce;
      case "ArgMax", "ArgMin" -> ReductionShapes::argReduce;

      case "BiasAdd" -> NormalizationShapes::biasAdd;
      case "BiasAddGrad" -> NormalizationShapes::biasAddGrad;
      case "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3" ->
          NormalizationShapes::fusedBatchNorm;
      case "FusedBatchNormGrad", "FusedBatchNormGradV2", "FusedBatchNormGradV3" ->
          NormalizationShapes::fusedBatchNormGrad;

      case "Conv2D" -> ConvShapes::conv2D;
      case "Conv2DBackpropInput" -> ConvShapes::conv2DBackpropInput;
      case "DepthwiseConv2dNativeBackpropInput" -> ConvShapes.shapeFromInput(0, 4);
      case "Conv2DBackpropFilter", "DepthwiseConv2dNativeBackpropFilter" ->
          ConvShapes.shapeFromInput(1, 4);
      case "Conv3D" -> ConvShapes::conv3D;
      case "Conv3DBackpropInputV2" -> ConvShapes.shapeFromInput(0, 5);
      case "Conv3DBackpropFilterV2" -> ConvShapes.shapeFromInput(1, 5);
      case "DepthwiseConv2dNative" -> ConvShapes::depthwiseConv2D;

      case "MaxPool" -> PoolShapes::maxPool;
      case "AvgPool" -> PoolShapes::avgPool;
      case "MaxPool3D", "AvgPool3D" -> PoolShapes::pool3D;
      case "LRN" -> CommonShapes.unchangedWithRank(4);
      case "MaxPoolGrad" -> CommonShapes.unchangedWithRank(4);
      case "MaxPool3DGrad" -> CommonShapes.unchangedWithRank(5);
      case "AvgPoolGrad" -> ConvShapes.shapeFromInput(0, 4);
      case "AvgPool3DGrad" -> ConvShapes.shapeFromInput(0, 5);

      case "Softmax", "LogSoftmax" -> CommonShapes.unchangedWithRankAtLeast(1);
      case "L2Loss" -> CommonShapes::scalar;
      case "SoftmaxCrossEntropyWithLogits" -> LossShapes::softmaxCrossEntropy;
      case "SparseSoftmaxCrossEntropyWithLogits" -> LossShapes::sparseSoftmaxCrossEntropy;
      case "CTCLoss" -> LossShapes::ctc;
      case "InTopKV2" -> LossShapes::inTopK;
      case "TopKV2" -> LossShapes::topK;

      case "ResizeBilinear",
          "ResizeNearestNeighbor",
          "ResizeBicubic",
          "ResizeArea",
          "ResizeNearestNeighborGrad",
          "ScaleAndTranslate" ->
          ImageShapes::resize;
      case "ImageProjectiveTransformV3" -> ImageShapes::project;
      case "ResizeBilinearGrad", "ResizeBicubicGrad", "ScaleAndTranslateGrad" ->
          ImageShapes::likeOriginal;

      case "SpaceToDepth" -> SpaceShapes::spaceToDepth;
      case "DepthToSpace" -> SpaceShapes::depthToSpace;
      case "SpaceToBatchND" -> SpaceShapes::spaceToBatchND;
      case "BatchToSpaceND" -> SpaceShapes::batchToSpaceND;

      case "Cumsum", "Cumprod", "MatrixBandPart" -> CommonShapes::unchanged;
      case "ReverseV2" -> IndexShapes::reverse;
      case "Roll" -> IndexShapes::roll;
      case "Where" -> IndexShapes::where;
      case "Unique" -> IndexShapes::unique;
      case "Bincount" -> IndexShapes::bincount;
      case "DenseBincount" -> IndexShapes::denseBincount;
      case "UnsortedSegmentSum",
          "UnsortedSegmentMax",
          "UnsortedSegmentMin",
          "UnsortedSegmentProd" ->
          IndexShapes::unsortedSegment;
      case "DynamicStitch" -> IndexShapes::dynamicStitch;
      case "BroadcastGradientArgs" -> GeneratorShapes::broadcastGradientArgs;

      case "BlockLSTM", "BlockLSTMV2" -> RecurrentShapes::blockLstm;
      case "While", "StatelessWhile" -> CommonShapes::listed;
      case "EmptyTensorList", "TensorListReserve" -> ListShapes::fresh;
      case "TensorListFromTensor" -> ListShapes::fromTensor;
      case "TensorListPushBack" -> ListShapes::pushBack;
      case "TensorListPopBack" -> ListShapes::popBack;
      case "TensorListStack" -> ListShapes::stack;
      case "TensorListGetItem" -> ListShapes::getItem;
      case "TensorListSetItem" -> ListShapes::setItem;
      case "TensorListLength" -> CommonShapes::scalar;

      case "HashTableV2" -> CommonShapes::scalar;
      case "LookupTableFindV2" -> TextShapes::find;
      case "LookupTableImportV2" -> TextShapes::fill;
      case "StringSplitV2" -> TextShapes::split;
      case "UnicodeDecode" -> TextShapes::decode;
      case "UnicodeEncode" -> TextShapes::encode;
      case "StringNGrams" -> TextShapes::sequences;
      case "RaggedTensorToTensor" -> TextShapes::filledUp;
      case "RaggedBincount" -> TextShapes::raggedBincount;
      case "SparseCross" -> TextShapes::sparseCross;
      case "SparseToDense" -> TextShapes::sparseToDense;
      case "ResourceApplyGradientDescent", "ResourceApplyProximalAdagrad" ->
          TrainingShapes::applyWithGradient;
      default -> type.startsWith("ResourceApply") ? TrainingShapes::apply : null;
    };
  }
}
