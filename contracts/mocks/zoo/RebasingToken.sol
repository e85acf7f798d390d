// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token in which every balance grows or shrinks at once
/// @dev For tests. Keeps parts; a balance is the parts times a factor. Written whole, since nothing of it is as in the standard's code.
contract RebasingToken {
    uint256 private constant ONE = 1e9;

    uint256 public factor = ONE;
    mapping(address account => uint256) private _parts;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    error TooLittle(uint256 balance, uint256 needed);

    function mint(address to, uint256 amount) external {
        _parts[to] += (amount * ONE) / factor;
    }

    /// @param permille What a thousand become: 900 shrinks every balance by a tenth.
    function rebase(uint256 permille) external {
        factor = (factor * permille) / 1_000;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < amount) revert TooLittle(allowed, amount);
        allowance[from][msg.sender] = allowed - amount;
        _move(from, to, amount);
        return true;
    }

    function balanceOf(address account) public view returns (uint256) {
        return (_parts[account] * factor) / ONE;
    }

    function _move(address from, address to, uint256 amount) private {
        uint256 balance = balanceOf(from);
        if (balance < amount) revert TooLittle(balance, amount);
        uint256 parts = (amount * ONE) / factor;
        _parts[from] -= parts;
        _parts[to] += parts;
    }
}
