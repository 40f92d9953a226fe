// Pinia asks Object.hasOwn, which came with Chrome 93 and Safari 15.4 only: without it no page would open before those.
if (!Reflect.has(Object, 'hasOwn')) {
  Object.defineProperty(Object, 'hasOwn', {
    value: (of: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(of, key),
    configurable: true,
  })
}

export {}
