/** In place of `live-player.tsx` for accounts that may not have WeChat's live player (config/index.ts). */
export const LivePicture = null;
