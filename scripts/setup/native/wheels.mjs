/**
 * The TensorFlow libraries that the binding is built against lie in the wheels that TensorFlow publishes for Python.
 * Which Python a wheel is for makes no difference to them; one is pinned.
 * @typedef {object} Wheel
 * @property {string} project
 * @property {string} version
 * @property {string} file
 * @property {string} platform the tag to ask pip for
 * @property {string} sha256
 * @property {number} bytes to be downloaded
 * @property {number} unpackedBytes what is kept of it
 */

const VERSION = '2.21.0';

/** @type {Record<string, { cpu: Wheel, cuda?: Wheel }>} by platform and architecture */
export const WHEELS = {
  'linux-x64': {
    cpu: {
      project: 'tensorflow-cpu',
      version: VERSION,
      file: `tensorflow_cpu-${VERSION}-cp311-cp311-manylinux_2_27_x86_64.whl`,
      platform: 'manylinux_2_27_x86_64',
      sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
      bytes: 274e6,
      unpackedBytes: 870e6,
    },
    cuda: {
      project: 'tensorflow',
      version: VERSION,
      file: `tensorflow-${VERSION}-cp311-cp311-manylinux_2_27_x86_64.whl`,
      platform: 'manylinux_2_27_x86_64',
      sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
      bytes: 573e6,
      unpackedBytes: 1270e6,
    },
  },
  'linux-arm64': {
    cpu: {
      project: 'tensorflow',
      version: VERSION,
      file: `tensorflow-${VERSION}-cp311-cp311-manylinux_2_27_aarch64.whl`,
      platform: 'manylinux_2_27_aarch64',
      sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
      bytes: 282e6,
      unpackedBytes: 900e6,
    },
  },
};

/** The libraries in a wheel's folder `tensorflow/` that the binding is linked with. */
export const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/**
 * Of a wheel's 13,000 headers the binding includes a few dozen: those of the C API, and three that lie at another
 * place from version to version.
 */
export const HEADERS =
  '^tensorflow/include/(tensorflow/c/([a-z_]+|eager/c_api)\\.h|(.*/)?platform/ctstring(_internal)?\\.h|(.*/)?tsl_status\\.h)$';

/** What the CUDA build of TensorFlow opens when it starts, by its own metadata (extra `and-cuda`), pinned. */
export const CUDA_PACKAGES = [
  'nvidia-cublas-cu12==12.9.3.13',
  'nvidia-cuda-cupti-cu12==12.9.79',
  'nvidia-cuda-nvcc-cu12==12.9.86',
  'nvidia-cuda-nvrtc-cu12==12.9.86',
  'nvidia-cuda-runtime-cu12==12.9.79',
  'nvidia-cudnn-cu12==9.28.0.42',
  'nvidia-cufft-cu12==11.4.1.4',
  'nvidia-curand-cu12==10.3.10.19',
  'nvidia-cusolver-cu12==11.7.5.82',
  'nvidia-cusparse-cu12==12.5.10.65',
  'nvidia-nccl-cu12==2.32.3',
  'nvidia-nvjitlink-cu12==12.9.86',
];

/** The packages above, downloaded and unpacked. */
export const CUDA_BYTES = 4.5e9;
