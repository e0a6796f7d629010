import { risk, type Detector } from './detector.ts';

const CONTAINER = /(?:^|\/)(?:[^/]*dockerfile[^/]*|[^/]*containerfile[^/]*)$/i;
const COMPOSE = /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$|(?:^|\/)(?:k8s|kubernetes|helm|charts|manifests|deploy(?:ment)?s?)\/.*\.ya?ml$/i;

/** How containers are built and run: with whose rights, and from where. */
export const containers: Detector = ({ change, added }) => {
  if (CONTAINER.test(change.path)) {
    return added.flatMap(({ text, line }) => {
      if (/^\s*USER\s+(?:root|0)\b/i.test(text)) return [risk('security', 'What follows runs as `root`.', line)];
      if (/^\s*ADD\s+https?:/i.test(text)) return [risk('security', 'A file is downloaded into the image without a check of what it is.', line)];
      return [];
    });
  }
  if (!COMPOSE.test(change.path)) return [];
  return added.flatMap(({ code, line }) => (/^\s*(?:-\s+)?(?:privileged|hostNetwork|hostPID|allowPrivilegeEscalation):\s*true\b/.test(code) ? [risk('security', 'The container gets rights over its host.', line)] : []));
};
