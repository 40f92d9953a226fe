/** Whether an act was done. Why it was not is told by the `error` of its mutation; here it is no failure of the page. */
export function done(act: Promise<unknown>): Promise<boolean> {
  return act.then(
    () => true,
    () => false,
  )
}
