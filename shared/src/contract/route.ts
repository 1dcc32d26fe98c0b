/** All paths are relative to it. */
export const apiPrefix = '/api/v1';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** PATCH is absent on purpose: `wx.request` has none. `:name` marks a path parameter. */
export type Route = { readonly method: Method; readonly path: string };
