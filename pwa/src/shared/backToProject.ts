/** Where a list leads back to: the project whose things it shows, or all projects. */
export function backToProject(project?: string) {
  return project ? { name: 'projects', params: { at: project } } : { name: 'projects' }
}
