import JSONTree
import JupyterProtocol
import Testing

@testable import JupyterKernel

struct ShellDispatcherTests {
  // MARK: Execution

  @Test func codeIsRunAndItsValueShown() async throws {
    try await withKernel { kernel in
      let (reply, publications) = try await kernel.client.execute("print a\nvalue 7")
      #expect(reply.content["status"] == "ok")
      #expect(reply.content["execution_count"] == 1)
      #expect(reply.content["user_expressions"] == [:])
      #expect(reply.metadata["started"]?.stringValue?.hasSuffix("Z") == true)
      #expect(publications.map(\.header.type) == [.stream, .executeResult])
      #expect(publications[0].content == ["name": "stdout", "text": "a\n"])
      #expect(publications[0].identities == [Array("stream.stdout".utf8)])
      #expect(publications[1].content == ["execution_count": 1, "data": ["text/plain": "7"], "metadata": [:]])
      let (second, _) = try await kernel.client.execute("value 8")
      #expect(second.content["execution_count"] == 2)
    }
  }

  @Test func everyKindOfOutputIsPublishedInOrder() async throws {
    try await withKernel { kernel in
      let code = "print a\nwarn b\ndisplay c\nplace d\nupdate d\nclear wait\nclear now\nprint e"
      let (_, publications) = try await kernel.client.execute(code)
      #expect(
        publications.map(\.header.type) == [
          .stream, .stream, .displayData, .displayData, .updateDisplayData, .clearOutput, .clearOutput, .stream,
        ])
      #expect(publications[1].content["name"] == "stderr")
      #expect(publications[2].content == ["data": ["text/plain": "c"], "metadata": [:], "transient": [:]])
      #expect(publications[3].content["transient"] == ["display_id": "d"])
      #expect(
        publications[4].content
          == ["data": ["text/plain": "second"], "metadata": [:], "transient": ["display_id": "d"]])
      #expect(publications[5].content == ["wait": true])
      #expect(publications[6].content == ["wait": false])
    }
  }

  @Test func anErrorIsPublishedAndAnswered() async throws {
    try await withKernel { kernel in
      let (reply, publications) = try await kernel.client.execute("fail Oops")
      let fields: JSONValue = ["ename": "Oops", "evalue": "it failed", "traceback": ["line 1", "line 2"]]
      #expect(publications.map(\.header.type) == [.error])
      #expect(publications[0].content == fields)
      #expect(reply.content["status"] == "error")
      #expect(reply.content["execution_count"] == 1)
      for field in ["ename", "evalue", "traceback"] { #expect(reply.content[field] == fields[field]) }
    }
  }

  @Test func silentCodeShowsNothingAndIsNotCounted() async throws {
    try await withKernel { kernel in
      _ = try await kernel.client.execute("value 1")
      let silent: [JSONValue.Member] = [.init(name: "silent", value: true), .init(name: "store_history", value: true)]
      for code in ["print a\ndisplay b\nvalue 7", "fail Oops", ""] {
        let request = try await kernel.client.send(.executeRequest, TestClient.execution(code, silent))
        #expect(try await kernel.client.reply(to: request).content["execution_count"] == 1)
        #expect(try await kernel.client.publications(of: request).isEmpty)
      }
      #expect(
        kernel.interpreter.log == ["execute 1 value 1", "execute 1 print a\ndisplay b\nvalue 7", "execute 1 fail Oops"])
    }
  }

  @Test func onlyRememberedCodeIsCounted() async throws {
    try await withKernel { kernel in
      let forgotten: [JSONValue.Member] = [.init(name: "store_history", value: false)]
      #expect(try await kernel.client.execute("value 1", forgotten).0.content["execution_count"] == 0)
      #expect(try await kernel.client.execute("value 1").0.content["execution_count"] == 1)
      #expect(try await kernel.client.execute(" \n ").0.content["execution_count"] == 1)
      let (reply, publications) = try await kernel.client.execute("value 1", forgotten)
      #expect(reply.content["execution_count"] == 1)
      #expect(publications.map(\.header.type) == [.executeResult])
    }
  }

  @Test func expressionsAreEvaluatedAfterwards() async throws {
    try await withKernel { kernel in
      let expressions: JSONValue = ["good": "41", "bad": "x", "odd": 3]
      let options: [JSONValue.Member] = [.init(name: "user_expressions", value: expressions)]
      let (reply, publications) = try await kernel.client.execute("value 1", options)
      let values = try #require(reply.content["user_expressions"])
      #expect(reply.content["status"] == "ok")
      #expect(values["good"] == ["status": "ok", "data": ["text/plain": "42"], "metadata": [:]])
      #expect(values["bad"]?["ename"] == "NoNumber")
      #expect(values["odd"]?["status"] == "error")
      #expect(publications.map(\.header.type) == [.executeResult])
    }
  }

  // MARK: The queue

  @Test func anErrorAbortsWhatWasAskedBefore() async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let codes = ["print a\nsleep", "value 1", "value 2"]
      var requests: [Message] = []
      for code in codes { requests.append(try await client.send(.executeRequest, TestClient.execution(code))) }
      let info = try await client.send(.kernelInfoRequest)
      // Its output shows that it runs.
      while try await client.receive(on: .iopub).header.type != .stream {}
      try await client.send(.interruptRequest, on: .control)
      #expect(try await client.reply(to: requests[0]).content["status"] == "error")
      for request in requests.dropFirst() {
        let reply = try await client.reply(to: request)
        #expect(reply.content == ["status": "aborted", "execution_count": 1])
      }
      #expect(try await client.reply(to: info).content["status"] == "ok")
      for request in requests.dropFirst() { #expect(try await client.publications(of: request).isEmpty) }
      // What is asked after the failure is known runs.
      #expect(try await client.execute("value 3").0.content["status"] == "ok")
      #expect(kernel.interpreter.log == ["execute 1 print a\nsleep", "interrupt", "execute 2 value 3"])
    }
  }

  @Test func anErrorAbortsNothingWhenAskedSo() async throws {
    try await withKernel { kernel in
      let goOn: [JSONValue.Member] = [.init(name: "stop_on_error", value: false)]
      let failing = try await kernel.client.send(.executeRequest, TestClient.execution("fail Oops", goOn))
      let next = try await kernel.client.send(.executeRequest, TestClient.execution("value 1"))
      #expect(try await kernel.client.reply(to: failing).content["status"] == "error")
      #expect(try await kernel.client.reply(to: next).content["status"] == "ok")
    }
  }

  @Test func aThousandRequestsAtOnceAreAllAnswered() async throws {
    try await withKernel { kernel in
      var requests: [Message] = []
      for number in 0..<1000 {
        let content = TestClient.execution("print \(number)\nvalue \(number)")
        requests.append(try await kernel.client.send(number % 2 == 0 ? .executeRequest : .kernelInfoRequest, content))
      }
      for request in requests { #expect(try await kernel.client.reply(to: request).content["status"] == "ok") }
      for (number, request) in requests.enumerated() {
        let types = try await kernel.client.publications(of: request).map(\.header.type)
        #expect(types == (number % 2 == 0 ? [.executeInput, .stream, .executeResult] : []))
      }
    }
  }

  // MARK: Questions about code

  @Test func cursorsAreCountedInScalars() async throws {
    try await withKernel { kernel in
      let client = kernel.client
      for (content, cursor) in [
        (["code": "a👩‍🚀é"], 5), (["code": "abc", "cursor_pos": 1], 1), (["code": "abc", "cursor_pos": 99], 3),
        (["code": "abc", "cursor_pos": -1], 0), (["code": "abc", "cursor_pos": .integer(.min)], 0),
      ] as [(JSONValue, Int)] {
        let reply = try await client.reply(to: try await client.send(.completeRequest, content))
        #expect(reply.content["cursor_end"] == .integer(cursor))
        #expect(reply.content["matches"] == ["print", "place"])
        #expect(reply.content["metadata"]?["_jupyter_types_experimental"]?[0]?["type"] == "function")
      }
    }
  }

  @Test func codeIsInspectedAndJudged() async throws {
    try await withKernel { kernel in
      let cases: [(MessageType, JSONValue, JSONValue)] = [
        (
          .inspectRequest, ["code": "print", "cursor_pos": 2, "detail_level": 1],
          ["status": "ok", "found": true, "data": ["text/plain": "prints"], "metadata": [:]]
        ),
        (.inspectRequest, ["code": "x"], ["status": "ok", "found": false, "data": [:], "metadata": [:]]),
        (.isCompleteRequest, ["code": "whole"], ["status": "complete"]),
        (.isCompleteRequest, ["code": "half"], ["status": "incomplete", "indent": "  "]),
        (.isCompleteRequest, ["code": "wrong"], ["status": "invalid"]),
        (.isCompleteRequest, ["code": "?"], ["status": "unknown"]),
      ]
      for (type, content, answer) in cases {
        let request = try await kernel.client.send(type, content)
        #expect(try await kernel.client.reply(to: request).content == answer)
      }
      #expect(kernel.interpreter.log == ["inspect 2 1", "inspect 1 0"])
    }
  }

  @Test func historyIsAskedForInThreeWays() async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let contents: [JSONValue] = [
        ["hist_access_type": "tail", "n": 5, "output": false, "raw": true],
        ["hist_access_type": "range", "session": -1, "start": 2, "stop": 4],
        ["hist_access_type": "search", "pattern": "a*", "n": -3, "unique": true],
        ["hist_access_type": "search", "output": true],
      ]
      for content in contents {
        let reply = try await client.reply(to: try await client.send(.historyRequest, content))
        let withResults = content["output"] == true
        #expect(
          reply.content["history"]
            == (withResults
              ? [[1, 2, ["three", "four"]], [1, 3, ["five", .null]]] : [[1, 2, "three"], [1, 3, "five"]]))
      }
      let queries: [HistoryQuery] = [
        .tail(5), .range(session: -1, start: 2, stop: 4), .search(pattern: "a*", count: 0, unique: true),
        .search(pattern: "*", count: nil, unique: false),
      ]
      #expect(kernel.interpreter.log == queries.map { "\($0)" })
    }
  }

  // MARK: The rest

  @Test func theKernelSaysWhatItIs() async throws {
    try await withKernel { kernel in
      for channel in [Channel.shell, .control] {
        let request = try await kernel.client.send(.kernelInfoRequest, on: channel)
        let content = try await kernel.client.reply(to: request, on: channel).content
        #expect(content["protocol_version"] == .string(protocolVersion))
        #expect(content["implementation"] == "fake")
        #expect(content["language_info"]?["file_extension"] == ".words")
        #expect(content["help_links"] == [["text": "Help", "url": "https://example.org"]])
        #expect(try await kernel.client.publications(of: request).isEmpty)
      }
    }
  }

  @Test func unknownCommsAreClosed() async throws {
    try await withKernel { kernel in
      let client = kernel.client
      let info = try await client.send(.commInfoRequest)
      #expect(try await client.reply(to: info).content == ["status": "ok", "comms": [:]])
      let open = try await client.send(.commOpen, ["comm_id": "c1", "target_name": "widget", "data": [:]])
      let publications = try await client.publications(of: open)
      #expect(publications.map(\.header.type) == [.commClose])
      #expect(publications[0].content["comm_id"] == "c1")
      for type in [MessageType.commMessage, .commClose] {
        #expect(try await client.publications(of: try await client.send(type, ["comm_id": "c1", "data": [:]])).isEmpty)
      }
    }
  }

  @Test func whatIsNotKnownIsLoggedAndNotAnswered() async throws {
    try await withKernel { kernel in
      let unknown = try await kernel.client.send("teleport_request")
      #expect(try await kernel.client.publications(of: unknown).isEmpty)
      // The next reply is that of the next request.
      let info = try await kernel.client.send(.kernelInfoRequest)
      _ = try await kernel.client.reply(to: info)
      #expect(kernel.log.all.contains { $0.contains("teleport_request") })
    }
  }

  @Test(
    arguments: [
      ("execute_request", [:]), ("execute_request", ["code": 1]), ("execute_request", ["code": "a", "silent": "yes"]),
      ("execute_request", ["code": "a", "stop_on_error": 1]), ("complete_request", ["code": "a", "cursor_pos": "1"]),
      ("inspect_request", ["cursor_pos": 1]), ("inspect_request", ["code": "a", "detail_level": "all"]),
      ("is_complete_request", [:]), ("history_request", [:]), ("history_request", ["hist_access_type": "all"]),
      ("history_request", ["hist_access_type": "tail", "n": "all"]),
    ] as [(String, JSONValue)])
  func aRequestThatMakesNoSenseIsAnsweredByAnError(_ type: String, _ content: JSONValue) async throws {
    try await withKernel { kernel in
      let request = try await kernel.client.send(MessageType(rawValue: type), content)
      let reply = try await kernel.client.reply(to: request)
      #expect(reply.content["status"] == "error")
      #expect(reply.content["ename"] == "RequestError")
      #expect(try await kernel.client.publications(of: request).isEmpty)
      #expect(kernel.interpreter.log.isEmpty)
    }
  }
}
