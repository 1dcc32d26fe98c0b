// Read by Taro's bundler. TypeScript and JSX for both targets; nothing else is transformed here.
module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', useBuiltIns: false }]],
};
