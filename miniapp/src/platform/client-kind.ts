/** How the server keeps the refresh token: in a cookie (h5) or in this phone's storage (weapp). */
export const clientKind: 'h5' | 'weapp' = process.env.TARO_ENV === 'weapp' ? 'weapp' : 'h5';
