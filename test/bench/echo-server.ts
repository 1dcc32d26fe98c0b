import net from 'node:net';

// Sends every frame back as it came: what loopback and Node's sockets cost by themselves.
const server = net.createServer((socket) => {
  socket.setNoDelay(true);
  socket.pipe(socket);
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () =>
  console.log(`ready tcp://127.0.0.1:${(server.address() as net.AddressInfo).port}`),
);
