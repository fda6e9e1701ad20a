import ts from 'typescript-5';
import type { Project } from './project';

/** The user's own files that a cell imports, directly or through each other. */
export function importedFiles(project: Project, cell: ts.SourceFile): ts.SourceFile[] {
  const found = new Map<string, ts.SourceFile>();
  const visit = (source: ts.SourceFile, from: string) => {
    for (const { fileName } of ts.preProcessFile(source.text, true, true).importedFiles) {
      const path = project.localSource(fileName, from);
      const imported =
        path === undefined || found.has(path) ? undefined : project.program().getSourceFile(path);
      if (path === undefined || !imported) continue;
      found.set(path, imported);
      visit(imported, path);
    }
  };
  visit(cell, project.files.editor);
  return [...found.values()];
}
