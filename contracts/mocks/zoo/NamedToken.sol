// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that moves as it should, with a name that is a trap
/// @dev For tests.
contract NamedToken is ERC20 {
    enum Trap {
        Word, //   name and symbol are one word, as in tokens older than the standard
        Script, // 64 kB of markup and control characters
        Refusal // neither name nor symbol nor decimals
    }

    uint256 private constant SCRIPT_BYTES = 65_536;

    Trap private immutable _trap;

    error NoName();

    constructor(Trap trap) ERC20("", "") {
        _trap = trap;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function name() public view override returns (string memory) {
        return symbol();
    }

    function symbol() public view override returns (string memory text) {
        if (_trap == Trap.Refusal) revert NoName();
        if (_trap == Trap.Word) {
            assembly ("memory-safe") {
                mstore(0, "TRAP")
                return(0, 32)
            }
        }
        bytes memory script = new bytes(SCRIPT_BYTES);
        bytes16 part = bytes16("<script>\u202e\x1b[2J");
        for (uint256 i = 0; i < SCRIPT_BYTES; i++) script[i] = part[i % 16];
        return string(script);
    }

    function decimals() public view override returns (uint8) {
        if (_trap == Trap.Refusal) revert NoName();
        return 6;
    }
}
