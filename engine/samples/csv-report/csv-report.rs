//! Reads /in/data.csv (first line: column names; quoted fields as in RFC 4180) and writes /out/report.json and
//! /out/report.csv: for each column how many values it has, how many of them are numbers, and of these the least, the
//! greatest and the mean. Exit 2: no input, or a row that does not fit; the sentence is on stderr.

use std::fmt::Write;
use std::fs;
use std::process::exit;

#[derive(Default)]
struct Column {
    name: String,
    values: u64,
    numbers: u64,
    sum: f64,
    least: f64,
    greatest: f64,
}

impl Column {
    fn add(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.values += 1;
        let number = match text.parse::<f64>() {
            Ok(number) if number.is_finite() => number,
            _ => return,
        };
        self.least = if self.numbers == 0 { number } else { self.least.min(number) };
        self.greatest = if self.numbers == 0 { number } else { self.greatest.max(number) };
        self.numbers += 1;
        self.sum += number;
    }

    fn figures(&self, none: &str) -> [String; 3] {
        if self.numbers == 0 {
            return [none.into(), none.into(), none.into()];
        }
        [self.least, self.greatest, self.sum / self.numbers as f64].map(|figure| format!("{}", figure))
    }
}

fn fail(sentence: &str) -> ! {
    eprintln!("{}", sentence);
    exit(2)
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(character),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows.retain(|row| row.len() > 1 || row.iter().any(|field| !field.is_empty()));
    rows
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 => write!(out, "\\u{:04x}", c as u32).unwrap(),
            c => out.push(c),
        }
    }
    out + "\""
}

fn main() {
    let text = fs::read_to_string("/in/data.csv").unwrap_or_else(|error| fail(&format!("/in/data.csv: {}", error)));
    let mut rows = rows(&text).into_iter();
    let header = rows.next().unwrap_or_else(|| fail("/in/data.csv is empty"));
    let mut columns: Vec<Column> = header.into_iter().map(|name| Column { name, ..Default::default() }).collect();
    let mut count = 0u64;
    for row in rows {
        count += 1;
        if row.len() != columns.len() {
            fail(&format!("row {} has {} fields, the header has {}", count, row.len(), columns.len()));
        }
        for (column, field) in columns.iter_mut().zip(&row) {
            column.add(field);
        }
    }

    let mut csv = String::from("column,values,numbers,min,max,mean\n");
    let mut json = format!("{{\"rows\":{},\"columns\":[", count);
    for (index, column) in columns.iter().enumerate() {
        let [least, greatest, mean] = column.figures("null");
        let comma = if index == 0 { "" } else { "," };
        write!(json, "{}{{\"name\":{},\"values\":{},\"numbers\":{},\"min\":{},\"max\":{},\"mean\":{}}}",
            comma, quoted(&column.name), column.values, column.numbers, least, greatest, mean).unwrap();
        let [least, greatest, mean] = column.figures("");
        writeln!(csv, "\"{}\",{},{},{},{},{}",
            column.name.replace('"', "\"\""), column.values, column.numbers, least, greatest, mean).unwrap();
    }
    json.push_str("]}\n");
    fs::write("/out/report.json", &json).unwrap_or_else(|error| fail(&format!("/out/report.json: {}", error)));
    fs::write("/out/report.csv", &csv).unwrap_or_else(|error| fail(&format!("/out/report.csv: {}", error)));
    print!("{}", csv);
}
