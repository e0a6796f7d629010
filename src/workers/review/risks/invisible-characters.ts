import { OPAQUE_ROLES } from '../../changes/role.ts';
import { risk, type Detector } from './detector.ts';

/** They turn the direction of what follows round: a reader sees another program than the one that runs. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;

export const invisibleCharacters: Detector = ({ added, role }) =>
  OPAQUE_ROLES.has(role) ? [] : added.flatMap(({ text, line }) => (TURNING.test(text) ? [risk('security', 'Invisible characters change the order in which this line is shown.', line)] : []));
