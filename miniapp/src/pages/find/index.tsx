import { useChosenChild } from '../../api/family';
import { SignInSheet } from '../../features/auth/sign-in-sheet';
import { FindScreen } from '../../features/centres/find/find-screen';
import { useMapAround } from '../../features/centres/map/map-view';
import { useRoomsLayer } from '../../features/rooms/rooms-layer';

export default function FindPage() {
  const rooms = useRoomsLayer(useMapAround());
  const overlay = (
    <>
      {rooms.sheet}
      <SignInSheet />
    </>
  );
  return <FindScreen child={useChosenChild()} overlay={overlay} layer={rooms.layer} />;
}
