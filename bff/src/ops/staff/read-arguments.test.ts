import { expect, it } from 'vitest';
import { readStaffArguments } from './read-arguments.js';

it.each([
  [['list'], {}, { do: 'list' }],
  [['end', 'm_1'], {}, { do: 'end', id: 'm_1' }],
  [
    ['invite'],
    { role: 'staff', centre: 'c_1', name: '王老师' },
    { do: 'invite', role: 'staff', centreId: 'c_1', name: '王老师' },
  ],
  [
    ['invite'],
    { role: 'officer', district: 'd', name: '李' },
    { do: 'invite', role: 'officer', districtCode: 'd', name: '李' },
  ],
  [
    ['invite'],
    { role: 'officer', above: '4101', level: '1', name: '周' },
    { do: 'invite', role: 'officer', above: '4101', level: 1, name: '周' },
  ],
])('takes %j %j', (operands, options, action) => {
  expect(readStaffArguments(operands, options)).toEqual(action);
});

it.each([
  [[], {}],
  [['list', 'm_1'], {}],
  [['list'], { name: '王老师' }],
  [['end'], {}],
  [['end', 'm_1', 'm_2'], {}],
  [['invite'], { role: 'staff', centre: 'c_1' }],
  [['invite'], { role: 'staff', district: 'd', name: '王老师' }],
  [['invite'], { role: 'staff', centre: 'c_1', district: 'd', name: '王老师' }],
  [['invite'], { role: 'officer', centre: 'c_1', name: '李' }],
  [['invite'], { role: 'boss', centre: 'c_1', name: '李' }],
  [['invite'], { role: 'officer', above: '4101', name: '周' }],
  [['invite'], { role: 'officer', above: '4101', level: '0', name: '周' }],
  [['invite'], { role: 'officer', above: '4101', level: '1', district: 'd', name: '周' }],
  [['invite'], { role: 'officer', district: 'd', level: '1', name: '周' }],
  [['invite'], { role: 'staff', above: '4101', level: '1', name: '周' }],
  [['invite', 'm_1'], { role: 'staff', centre: 'c_1', name: '王老师' }],
])('refuses %j %j', (operands, options) => {
  expect(readStaffArguments(operands, options)).toBeNull();
});
