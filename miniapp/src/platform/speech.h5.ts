/** Reads sentence after sentence; a second call starts anew. Null where the browser has no voice. */
export const readAloud: ((sentences: readonly string[]) => void) | null =
  'speechSynthesis' in window
    ? (sentences) => {
        window.speechSynthesis.cancel();
        for (const sentence of sentences) {
          const utterance = new SpeechSynthesisUtterance(sentence);
          utterance.lang = 'zh-CN';
          window.speechSynthesis.speak(utterance);
        }
      }
    : null;
