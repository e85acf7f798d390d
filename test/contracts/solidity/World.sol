// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IJobBatch} from "../../../contracts/interfaces/IJobBatch.sol";
import {IEscrowLedger} from "../../../contracts/interfaces/IEscrowLedger.sol";
import {IJobEscrow} from "../../../contracts/interfaces/IJobEscrow.sol";
import {TestDollar} from "../../../contracts/mocks/TestDollar.sol";
import {Job, Progress} from "../../../contracts/types/Job.sol";
import {JobState} from "../../../contracts/types/JobState.sol";
import {LaneWord} from "../../../contracts/types/LaneWord.sol";
import {Order} from "../../../contracts/types/Order.sol";
import {Bits} from "./Bits.sol";
import {Chameleon, IReenter} from "./Chameleon.sol";
import {Counts} from "./Counts.sol";
import {deploy} from "./Deploy.sol";
import {Digests} from "./Digests.sol";
import {Graph} from "./Graph.sol";
import {Reentry} from "./Reentry.sol";
import {Renewal} from "./Renewal.sol";
import {Story} from "./Story.sol";
import {Vm, check, vm} from "./Vm.sol";

/// @notice A call as somebody makes it, with what others signed for it.
struct Call {
    string action;
    bytes4 move;
    bytes data;
    address caller;
    address[] signers;
}

/// @notice The escrow, whole.
interface IEscrow is IJobEscrow, IEscrowLedger {}

/// @title The escrow, its tokens, its people, and one way to act on them
/// @dev After each act the events are followed by the rules (Story), and what they predict is compared with the chain.
contract World is Story, Counts, Graph, IReenter {
    using Bits for Order;
    using Bits for Progress;
    using Bits for Job;

    uint256 public constant PEOPLE = 6;
    uint256 public constant LANES = 2;
    uint256 private constant TOKENS = 3;
    uint256 private constant MOST_REPLAYED = 4;
    address public constant STRANGER = address(0xabcde);

    /// In the wild anything is tried; otherwise only what must succeed.
    bool public immutable wild;
    IEscrow public immutable escrow;
    IJobBatch public immutable batch;
    bytes32 public immutable domain;
    address[3] public tokens;
    address[6] public people;
    mapping(address person => uint256) public keyOf;
    mapping(address token => uint256) public donated;
    mapping(uint256 lane => uint256) public words;
    mapping(uint256 lane => bytes32) public latest;
    bytes32[] public ids;
    /// Every call that a signature carried and that succeeded.
    Call[] private _carried;
    mapping(bytes32 id => mapping(bytes4 move => uint256[])) private _carriedOf;
    /// Whether the escrow let itself be called from within a token.
    bool private _isBreached;
    bytes4 private _lastError;
    /// How much there was that changed something.
    uint256 private _effects;
    /// Where the job stood of which the logs of this act tell.
    Progress private _before;

    constructor(bool wild_) {
        wild = wild_;
        vm.warp(1_900_000_000);
        escrow = IEscrow(deploy("JobEscrow", abi.encode(60)));
        batch = IJobBatch(deploy("JobBatch", abi.encode(escrow)));
        domain = Digests.domain(address(escrow));
        tokens = [deploy("TestDollar", ""), deploy("TestDollar", ""), deploy("Chameleon", "")];
        for (uint256 i = 0; i < PEOPLE; ++i) {
            people[i] = vm.addr(i + 1);
            keyOf[people[i]] = i + 1;
        }
    }

    function chameleon() public view returns (Chameleon) {
        return Chameleon(tokens[2]);
    }

    function carriedCount() external view returns (uint256) {
        return _carried.length;
    }

    function carried(uint256 index) external view returns (Call memory) {
        return _carried[index];
    }

    function past(bytes32 id) external view returns (Progress[] memory) {
        return _past[id];
    }

    function sign(address who, bytes32 hash) public view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf[who], hash);
        return abi.encodePacked(r, s, v);
    }

    function digest(bytes32 structHash) external view returns (bytes32) {
        return Digests.typed(domain, structHash);
    }

    /// @notice Tokens that nobody is owed.
    function donate(address token, uint256 amount) external {
        TestDollar(token).mint(address(escrow), amount);
        donated[token] += amount;
        _count("donate", true);
    }

    /// @notice What is no call of the escrow is counted, too.
    function tally(string calldata action) external {
        _count(action, true);
    }

    /// @notice Makes a call and follows what it did. In the valid suite it must succeed.
    function act(Call calldata call) external returns (bool success) {
        _replayOlder(call);
        success = _act(call);
        _count(call.action, success);
        if (call.signers.length != 0) _count(string.concat(call.action, ", carried"), success);
        check(wild || success, string.concat("refused: ", call.action, " ", vm.toString(bytes32(_lastError))));
    }

    /// @notice Makes a call that must fail, or have no effect.
    function attempt(Call calldata call) external returns (bool success) {
        return _attempt(call);
    }

    function _attempt(Call memory call) private returns (bool success) {
        uint256 before = _effects;
        success = _act(call);
        check(_effects == before, string.concat("P5: a signature worked twice: ", call.action));
        // A replay counts as done when it was refused or did nothing.
        _count("replay", true);
    }

    /// @dev Just when a move may be made, what was signed for earlier ones of its kind is tried first: never would it rather work.
    function _replayOlder(Call calldata call) private {
        if (!Renewal.bringsJob(call.move, call.data)) return;
        bytes32 id = Renewal.idOf(domain, call.move, call.data);
        uint256[] memory older = _carriedOf[id][call.move];
        for (uint256 i = 0; i < older.length && i < MOST_REPLAYED; ++i) {
            Call memory again = _carried[older[older.length - 1 - i]];
            again.caller = STRANGER;
            Renewal.renew(again.move, again.data, _jobs[id].progress);
            _attempt(again);
        }
    }

    function _act(Call memory call) private returns (bool success) {
        delete _consenting;
        _consenting.push(call.caller);
        for (uint256 i = 0; i < call.signers.length; ++i) _consenting.push(call.signers[i]);
        delete _step;
        _lastError = 0;
        address target = bytes4(call.data) == IJobBatch.batch.selector ? address(batch) : address(escrow);
        uint256 burned = escrow.balanceOf(tokens[0], BURNED);
        vm.recordLogs();
        vm.prank(call.caller);
        bytes memory answer;
        // solhint-disable-next-line avoid-low-level-calls
        (success, answer) = target.call(call.data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        if (!success) {
            _lastError = bytes4(answer);
            ++errors[_lastError];
            check(_lastError != 0x4e487b71, string.concat("a panic: ", call.action));
            return false;
        }
        _follow(logs, call.move);
        if (call.signers.length != 0) _keep(call);
        check(escrow.balanceOf(tokens[0], BURNED) >= burned, "P9: what was burned fell");
    }

    function _keep(Call memory call) private {
        if (Renewal.bringsJob(call.move, call.data)) {
            _carriedOf[Renewal.idOf(domain, call.move, call.data)][call.move].push(_carried.length);
        }
        _carried.push(call);
    }

    function _follow(Vm.Log[] memory logs, bytes4 move) private {
        bytes32 id;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(escrow)) continue;
            if (_moved(logs[i])) {
                ++_effects;
                continue;
            }
            if (logs[i].topics[0] == IJobEscrow.LaneSkipped.selector) {
                _skipped(logs[i]);
                continue;
            }
            bytes32 told = logs[i].topics[1];
            if (told != id) {
                if (id != 0) _end(id);
                id = told;
                _before = _jobs[id].progress;
            }
            _tell(logs[i], move);
        }
        if (id != 0) _end(id);
    }

    /// @dev All logs of one job in this act are told.
    function _end(bytes32 id) private {
        Job memory job = _jobs[id];
        Progress memory before = _before;
        uint256 lane = job.order.laneKey();
        uint256 word = job.word(id);
        _checkEdge(before.state(), job.progress.state());
        ++edges[before.state()][job.progress.state()];
        if (word != words[lane]) ++_effects;
        if (before.state() == JobState.None) {
            check(words[lane] >> 216 == job.order.sequence - 1, "P7: a sequence was used twice");
            check(latest[lane] == 0 || _jobs[latest[lane]].progress.isFinal(), "P4: a lane was taken");
            ids.push(id);
            latest[lane] = id;
        } else {
            check(latest[lane] == id, "P7: an older job of the lane moved");
            _past[id].push(before);
        }
        words[lane] = word;
        if (job.progress.isFinal()) check(paidIn[id] == paidOut[id], "P2: what went in did not come out");
        else check(job.progress.deadline() >= block.timestamp, "born late");
    }

    function _skipped(Vm.Log memory log) private {
        address requester = address(uint160(uint256(log.topics[1])));
        _needs(requester, "skip");
        (uint256 number, uint256 sequence) = abi.decode(log.data, (uint256, uint256));
        uint256 lane = (number << 160) | uint160(requester);
        check(sequence == (words[lane] >> 216) + 1, "skipped another sequence");
        check(latest[lane] == 0 || _jobs[latest[lane]].progress.isFinal(), "P4: a lane was skipped in use");
        words[lane] = (sequence << 216) | uint256(JobState.Cancelled);
        ++_effects;
    }

    /// @notice The token calls back: every function of the escrow must shut it out.
    function reenter() external {
        bytes[] memory calls = Reentry.calls(_jobs[ids.length == 0 ? bytes32(0) : ids[ids.length - 1]], tokens[2]);
        for (uint256 i = 0; i < calls.length; ++i) {
            // solhint-disable-next-line avoid-low-level-calls
            (bool success, bytes memory answer) = address(escrow).call(calls[i]);
            if (success || bytes4(answer) != 0x3ee5aeb5) _isBreached = true;
        }
        _count("re-entry", true);
    }

    /// @notice What must hold after every act, whatever it was.
    function verify() external view {
        check(!_isBreached, "P5: the escrow was entered again");
        for (uint256 t = 0; t < TOKENS; ++t) _verifyBook(tokens[t]);
        uint256[3] memory locked;
        for (uint256 i = 0; i < PEOPLE * LANES; ++i) {
            uint256 lane = ((i % LANES) << 160) | uint160(people[i / LANES]);
            uint256 word = LaneWord.unwrap(escrow.wordOf(people[i / LANES], uint32(i % LANES)));
            check(word == words[lane], "P7: a lane holds something else than the events tell");
            bytes32 id = latest[lane];
            if (id == 0) continue;
            Job memory job = _jobs[id];
            locked[
                job.order.token == tokens[0]
                    ? 0
                    : job.order.token == tokens[1]
                        ? 1
                        : 2
            ] += job.locked();
        }
        for (uint256 t = 0; t < TOKENS; ++t) _verifySolvent(tokens[t], locked[t]);
    }

    /// @notice P3. Everybody falls silent: poking ends every job in time, and everything can be withdrawn.
    function finish() external {
        for (uint256 i = 0; i < PEOPLE * LANES; ++i) {
            bytes32 id = latest[((i % LANES) << 160) | uint160(people[i / LANES])];
            if (id != 0) _pokeToTheEnd(id);
        }
        for (uint256 t = 0; t < TOKENS - 1; ++t) {
            for (uint256 i = 0; i < PEOPLE; ++i) {
                bytes memory data = abi.encodeCall(escrow.withdraw, (tokens[t], people[i], owed[tokens[t]][people[i]]));
                check(_act(Call("withdraw", 0, data, people[i], new address[](0))), "P3: not withdrawn");
            }
            uint256 rest = owed[tokens[t]][BURNED] + donated[tokens[t]];
            check(TestDollar(tokens[t]).balanceOf(address(escrow)) == rest, "P1: what is left is not what was burned");
        }
    }

    function _pokeToTheEnd(bytes32 id) private {
        Job memory job = _jobs[id];
        uint256 from = block.timestamp;
        for (uint256 pokes = 0; !job.progress.isFinal(); ++pokes) {
            check(pokes < 48, "P3: poked without an end");
            if (block.timestamp <= job.progress.deadline()) vm.warp(job.progress.deadline() + 1);
            bytes memory data = abi.encodeCall(IJobEscrow.poke, (job));
            check(_act(Call("poke", IJobEscrow.poke.selector, data, STRANGER, new address[](0))), "P3: not poked");
            job = _jobs[id];
        }
        check(block.timestamp - from <= job.order.longest(), "P3: later than the bound");
    }

    function _verifyBook(address token) private view {
        check(escrow.balanceOf(token, BURNED) == owed[token][BURNED], "P9: burned");
        check(escrow.balanceOf(token, STRANGER) == 0, "P2: a stranger was credited");
        for (uint256 i = 0; i < PEOPLE; ++i) {
            check(escrow.balanceOf(token, people[i]) == owed[token][people[i]], "P2: the ledger owes something else");
        }
    }

    function _verifySolvent(address token, uint256 locked) private view {
        uint256 sum = owed[token][BURNED] + locked;
        for (uint256 i = 0; i < PEOPLE; ++i) sum += owed[token][people[i]];
        check(sum == held[token], "P1: what came in is not what is owed and locked");
        if (token == tokens[2]) return;
        uint256 balance = TestDollar(token).balanceOf(address(escrow));
        check(balance == sum + donated[token], "P1: solvency");
    }
}
