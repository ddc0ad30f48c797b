/** Programs of this machine that a workflow may use: they work on the job's files, and git. */
export const harmlessTools = (
  'awk base64 basename bash cat chmod cmp comm cp cut date diff dirname env expr false git grep ' +
  'egrep head id ln ls mkdir mktemp mv paste printf pwd readlink realpath rev rm sed seq sh ' +
  'sha256sum sleep sort ssh ssh-keyscan tail tee touch tr true uname uniq wc yq'
).split(' ');

/** What the shell does by itself. */
export const builtins = (
  '. : [ alias break cd continue declare dirs echo eval exit export getopts hash let local mapfile ' +
  'popd printf pushd pwd read readonly return set shift shopt source test trap true type ulimit ' +
  'umask unalias unset wait false'
).split(' ');
