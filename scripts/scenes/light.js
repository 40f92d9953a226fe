// The weathers. Colours are linear light.
const L = (o) => ({ bounce: [0.1, 0.095, 0.085], exposure: 1, fog: 0.004, cloud: 0.3, soft: 0.02, ...o });
export const sunny = (sun = [0.55, 0.62, 0.55], o = {}) =>
  L({
    sun,
    top: [0.2, 0.38, 0.72],
    low: [0.66, 0.76, 0.86],
    sunColour: [2.5, 2.25, 1.85],
    bounce: [0.17, 0.155, 0.13],
    cloud: 0.35,
    exposure: 0.62,
    ...o,
  });
export const golden = (sun = [-0.7, 0.32, 0.5], o = {}) =>
  L({
    sun,
    top: [0.25, 0.36, 0.6],
    low: [0.92, 0.74, 0.55],
    sunColour: [3.0, 1.75, 0.85],
    bounce: [0.17, 0.13, 0.1],
    cloud: 0.4,
    fog: 0.006,
    exposure: 0.62,
    ...o,
  });
export const grey = (o = {}) =>
  L({
    sun: [0.3, 0.9, 0.4],
    top: [0.66, 0.7, 0.76],
    low: [0.8, 0.82, 0.84],
    sunColour: [0.35, 0.35, 0.35],
    soft: 0.3,
    cloud: 0.8,
    bounce: [0.16, 0.16, 0.16],
    fog: 0.008,
    exposure: 0.7,
    ...o,
  });
export const rain = (o = {}) => grey({ top: [0.42, 0.47, 0.54], low: [0.62, 0.66, 0.7], fog: 0.013, wet: 1, exposure: 0.86, ...o });
export const dusk = (o = {}) =>
  L({
    sun: [-0.8, 0.12, -0.6],
    top: [0.05, 0.095, 0.19],
    low: [0.42, 0.28, 0.2],
    sunColour: [0.16, 0.09, 0.07],
    bounce: [0.012, 0.013, 0.02],
    cloud: 0.45,
    fog: 0.005,
    exposure: 1.6,
    ...o,
  });
export const indoor = (o = {}) =>
  L({
    sun: [0.25, 0.75, 0.75],
    top: [0.6, 0.62, 0.62],
    low: [0.72, 0.7, 0.64],
    sunColour: [0.5, 0.46, 0.4],
    soft: 0.16,
    bounce: [0.2, 0.185, 0.16],
    cloud: 0,
    fog: 0,
    exposure: 0.72,
    ...o,
  });
