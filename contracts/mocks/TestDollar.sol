// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IERC3009} from "../interfaces/IERC3009.sol";

/// @title Test dollar
/// @notice The token of the local market: worthless, with 6 decimals, ERC-2612 permits and ERC-3009 authorizations, as the dollars
/// of real chains have them. Anyone may mint it.
contract TestDollar is ERC20, ERC20Permit, IERC3009 {
    bytes32 private constant RECEIVE = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );

    /// @inheritdoc IERC3009
    mapping(address authorizer => mapping(bytes32 nonce => bool)) public authorizationState;

    error AuthorizationUsed(address authorizer, bytes32 nonce);
    error AuthorizationNotValidNow(uint256 validAfter, uint256 validBefore);
    error AuthorizationForOther(address to, address caller);
    error AuthorizationSignedByOther(address authorizer, address signer);

    constructor() ERC20("Millrace Test Dollar", "mUSD") ERC20Permit("Millrace Test Dollar") {}

    /// @notice Gives `to` what it asks for. There is no value in it.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @inheritdoc IERC3009
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        if (to != msg.sender) revert AuthorizationForOther(to, msg.sender);
        if (block.timestamp <= validAfter || block.timestamp >= validBefore) {
            revert AuthorizationNotValidNow(validAfter, validBefore);
        }
        if (authorizationState[from][nonce]) revert AuthorizationUsed(from, nonce);
        bytes32 structHash = keccak256(abi.encode(RECEIVE, from, to, value, validAfter, validBefore, nonce));
        address signer = ECDSA.recover(_hashTypedDataV4(structHash), v, r, s);
        if (signer != from) revert AuthorizationSignedByOther(from, signer);
        authorizationState[from][nonce] = true;
        _transfer(from, to, value);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
