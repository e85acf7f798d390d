// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev One token's book after any number of credits and debits in any order. The sum of all entries is kept beside them, by what each
/// call changed in the entry that it names; that it changes no other is proved below.
contract LedgerHoldsWhatCameLessWhatWent is EscrowLedger {
    uint256 private _sum;
    uint256 private _came;
    uint256 private _went;

    function credit(address account, uint256 amount) external {
        uint256 before = entries[account];
        // What the addition, which is checked, refuses.
        require(amount <= type(uint256).max - before);
        _credit(account, amount);
        _sum = _sum - before + entries[account];
        _came += amount;
    }

    function debit(address token, address account, uint256 amount) external {
        uint256 before = entries[account];
        _debit(token, account, amount);
        _sum = _sum - before + entries[account];
        _went += amount;
    }

    function prove() external view {
        assert(_sum == _came - _went);
    }
}

contract CreditAddsToOneEntry is EscrowLedger {
    function prove(address account, address other, uint256 amount, uint256 had, uint256 others) external {
        require(account != other && had <= type(uint256).max - amount);
        entries[account] = had;
        entries[other] = others;
        _credit(account, amount);
        assert(entries[account] == had + amount);
        assert(entries[other] == others);
    }
}

/// @dev And takes no more than is there.
contract DebitTakesFromOneEntry is EscrowLedger {
    function prove(
        address token,
        address account,
        address other,
        uint256 amount,
        uint256 had,
        uint256 others
    ) external {
        require(account != other);
        entries[account] = had;
        entries[other] = others;
        _debit(token, account, amount);
        assert(amount <= had);
        assert(entries[account] == had - amount);
        assert(entries[other] == others);
    }
}
