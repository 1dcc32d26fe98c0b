import { View } from '@tarojs/components';
import { ConfirmSheet } from '../../../ui/confirm-sheet';
import { forgetPiece, type Piece } from '../pieces';
import { groupedCode } from '../tracking-code';

/** Throws away what was written, after saying what is lost: also what may have arrived without our having heard it. */
export function LeaveSheet(props: {
  piece: Piece;
  isOpen: boolean;
  onDropFiles: () => void;
  onClose: () => void;
}) {
  const { piece, onClose } = props;
  const hasPerhapsArrived = (piece.tried?.drafts.length ?? 0) > 0;
  const code = piece.tried?.drafts[0]?.trackingCode ?? null;
  return (
    <ConfirmSheet
      title="不投诉了？"
      isOpen={props.isOpen}
      doText="扔掉"
      busyText="扔掉"
      keepText="先留着"
      isBusy={false}
      fault={null}
      onDo={() => {
        onClose();
        props.onDropFiles();
        forgetPiece(piece.id);
      }}
      onClose={onClose}
    >
      <View className="nc-small">写的都从手机里删掉，找不回来。</View>
      {hasPerhapsArrived && (
        <View className="nc-small nc-above-8">
          上次提交没有等到回音，可能已经交到了。扔掉这里的，不等于撤回。
          {code === null ? '到我的投诉里看一眼。' : `先记下查询码 ${groupedCode(code)}，以后能查。`}
        </View>
      )}
    </ConfirmSheet>
  );
}
