// Writes a model of TensorFlow.js' own, and says what it and converted models predict.
//
//     node predict.js <input.json> <folder for its own> <folder of a converted model>...

const fs = require("fs");
const path = require("path");
const tf = Object.assign({}, require("@tensorflow/tfjs-core"), require("@tensorflow/tfjs-layers"));
require("@tensorflow/tfjs-backend-cpu");

async function load(folder) {
  const model = JSON.parse(fs.readFileSync(path.join(folder, "model.json")));
  const specs = model.weightsManifest.flatMap((group) => group.weights);
  const files = model.weightsManifest.flatMap((group) => group.paths);
  const bytes = Buffer.concat(files.map((name) => fs.readFileSync(path.join(folder, name))));
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const artifacts = { modelTopology: model.modelTopology, weightSpecs: specs, weightData: data };
  return tf.loadLayersModel({ load: async () => artifacts });
}

function build() {
  const image = tf.input({ shape: [6, 6, 2], name: "image" });
  const conv = tf.layers.conv2d({ filters: 3, kernelSize: 3, activation: "relu", name: "conv" });
  const norm = tf.layers.batchNormalization({ name: "norm" });
  const head = tf.sequential({
    name: "head",
    layers: [
      tf.layers.flatten({ inputShape: [4, 4, 3], name: "flat" }),
      tf.layers.dense({ units: 4, activation: "hardSigmoid", name: "inner" }),
    ],
  });
  const y = tf.layers.dense({ units: 2, activation: "softmax", name: "y" });
  const outputs = y.apply(head.apply(norm.apply(conv.apply(image))));
  return tf.model({ inputs: image, outputs, name: "own" });
}

async function save(model, folder) {
  await model.save({
    save: async (artifacts) => {
      const half = artifacts.weightData.byteLength / 2 + 2;
      const paths = ["one.bin", "two.bin"];
      fs.writeFileSync(path.join(folder, paths[0]), Buffer.from(artifacts.weightData.slice(0, half)));
      fs.writeFileSync(path.join(folder, paths[1]), Buffer.from(artifacts.weightData.slice(half)));
      const { weightData, weightSpecs, ...rest } = artifacts;
      const json = { ...rest, weightsManifest: [{ paths, weights: weightSpecs }] };
      fs.writeFileSync(path.join(folder, "model.json"), JSON.stringify(json));
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
    },
  });
}

(async () => {
  await tf.setBackend("cpu");
  const [input, own, ...folders] = process.argv.slice(2);
  const image = tf.tensor(JSON.parse(fs.readFileSync(input)), [3, 6, 6, 2]);
  await save(build(), own);
  const predictions = {};
  for (const folder of [own, ...folders]) {
    predictions[folder] = Array.from((await load(folder)).predict(image).dataSync());
  }
  console.log(JSON.stringify(predictions));
})();
