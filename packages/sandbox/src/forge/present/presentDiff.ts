import type { FileDiff } from '../../git/parseDiff.ts';

/** `API_Entities_Diff` */
export function presentDiff(file: FileDiff) {
  return {
    diff: file.diff,
    collapsed: false,
    too_large: false,
    new_path: file.newPath,
    old_path: file.oldPath,
    a_mode: file.oldMode,
    b_mode: file.newMode,
    new_file: file.newFile,
    renamed_file: file.renamedFile,
    deleted_file: file.deletedFile,
    generated_file: null,
  };
}
