import { deskRoutes } from './desk-routes.js';
import { familyRoutes } from './family-routes.js';

export { apiPrefix } from './route.js';

/**
 * The wire's table of contents: operation → method and path. The BFF mounts it and the mini-program's client calls by
 * its two halves, so a renamed path breaks the build on both sides.
 */
export const routes = { ...familyRoutes, ...deskRoutes };

export type OperationId = keyof typeof routes;
