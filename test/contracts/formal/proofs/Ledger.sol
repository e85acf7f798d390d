// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev One token's book, after any number of credits and debits in any order. The sum of all entries is kept beside them, by what each
/// call changed in the entry that it names; that it changes no other is proved of any other.
contract LedgerHoldsWhatCameLessWhatWent is EscrowLedger {
    uint256 private _sum;
    uint256 private _came;
    uint256 private _went;

    function credit(address account, address other, uint256 amount) external {
        require(amount <= type(uint256).max - _came && account != other);
        uint256 before = book.entries[account].amount;
        uint256 others = book.entries[other].amount;
        _credit(account, amount);
        assert(book.entries[account].amount - before == amount);
        assert(book.entries[other].amount == others);
        _sum += book.entries[account].amount - before;
        _came += amount;
    }

    function debit(address token, address account, address other, uint256 amount) external {
        require(account != other);
        uint256 before = book.entries[account].amount;
        uint256 others = book.entries[other].amount;
        require(amount <= type(uint256).max - _went && before <= _sum);
        _debit(token, account, amount);
        assert(amount <= before);
        assert(before - book.entries[account].amount == amount);
        assert(book.entries[other].amount == others);
        _sum -= before - book.entries[account].amount;
        _went += amount;
    }

    function prove() external view {
        assert(_sum + _went == _came);
    }
}
